"""Scene painters: each turns a stage into layers, from the far to the near."""
