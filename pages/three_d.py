"""The page on which 3D objects are made."""

from scenario_core.catalog import Modality
from scenario_ui.generate_page import generate_page

generate_page(Modality.THREE_D)
