"""The quick-start article's script: a foreign client, told only another base URL and key pair.

The calls, payloads and the polling loop are the article's (one GET every 3 seconds, ended by
"success", "failed" or "cancelled" and nothing else). Usage: article_script.py BASE_URL KEY SECRET [EXAMPLE].
"""

# ruff: noqa: S113, T201 - no timeouts and plain prints, as in the article
import base64
import sys
import time
from typing import Any

import requests

EXAMPLES: dict[str, tuple[str, dict[str, Any]]] = {
    "video": (
        "model_kling-v2-6-t2v-pro",
        {
            "prompt": "A cinematic drone shot of a futuristic city at sunset, highly detailed",
            "aspectRatio": "16:9",
            "duration": 5,
        },
    ),
    "audio": (
        "model_lyria-2",
        {
            "prompt": "Futuristic country music, steel guitar, huge 808s, synth wave elements "
            "space western cosmic twang soaring vocals"
        },
    ),
    "3d": ("model_meshy-txt23d", {"prompt": "A low-poly treasure chest with gold coins"}),
    "image": (
        "model_imagen4-ultra",
        {"prompt": "A photorealistic portrait of an astronaut in a garden", "aspectRatio": "4:3"},
    ),
}


def generate(base_url: str, headers: dict[str, str], model_id: str, payload: dict[str, Any]) -> None:
    """Posts once, polls until the status is one that the article knows, prints what came of it."""
    submitted = requests.post(f"{base_url}/generate/custom/{model_id}", headers=headers, json=payload)
    submitted.raise_for_status()
    job_id = submitted.json()["job"]["jobId"]
    while True:
        job = requests.get(f"{base_url}/jobs/{job_id}", headers=headers).json()["job"]
        status = job["status"]
        if status == "success":
            print(f"SUCCESS {model_id} {job.get('metadata', {}).get('assetIds', [])} {job.get('result', {})}")
            break
        if status in ["failed", "cancelled"]:
            print(f"FAILED {model_id} {job.get('error')}")
            break
        time.sleep(3)


def main(base_url: str, key: str, secret: str, *examples: str) -> None:
    """Runs the named examples, all four where none is named."""
    token = base64.b64encode(f"{key}:{secret}".encode()).decode()
    headers = {"Authorization": f"Basic {token}", "Content-Type": "application/json"}
    for example in examples or EXAMPLES:
        generate(base_url, headers, *EXAMPLES[example])


if __name__ == "__main__":
    main(*sys.argv[1:])
