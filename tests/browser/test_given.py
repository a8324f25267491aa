"""From a file to a result: the next step of the chain, and a file that is large."""

import io
import struct
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import psutil  # type: ignore[import-untyped]
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import App, Visitor, running_app
from tests.browser.steps import (
    PATIENCE,
    no_traceback,
    open_address,
    pick,
    press_generate,
    prompt,
    wait_for_price,
)
from tests.browser.test_files import zone
from tests.browser.test_main_job import the_object_is_drawn, the_video_plays

SEEDANCE, TRIPO, MM_AUDIO = (
    "model_bytedance-seedance-1-pro",
    "model_tripo-v3-1-image-to-3d",
    "model_mm-audio-2-v2a",
)
_RED = (220, 30, 40)
_MEGABYTES = 60


def _video_frame(page: Page) -> Image.Image:
    """What the first video shows now."""
    return Image.open(io.BytesIO(page.locator("video").first.screenshot())).convert("RGB")


def test_a_video_from_an_uploaded_picture(newcomer: App, visitor: Visitor) -> None:
    """The picture is what the video begins with."""
    page = visitor.page
    open_address(page, f"{newcomer.url}/video?model={SEEDANCE}")
    held = io.BytesIO()
    Image.new("RGB", (640, 360), _RED).save(held, "PNG")
    zone(page, "Choose a picture").first.locator("input").set_input_files(
        {"name": "red.png", "mimeType": "image/png", "buffer": held.getvalue()}
    )
    expect(page.get_by_text("red.png", exact=True)).to_be_visible(timeout=PATIENCE)
    prompt(page).fill("The camera moves in slowly")
    press_generate(page)
    the_video_plays(page)

    page.locator("video").first.evaluate("video => { video.pause(); video.currentTime = 0 }")
    page.wait_for_timeout(500)
    frame = _video_frame(page)
    red, green, blue = frame.getpixel((frame.width // 2, frame.height // 3))  # type: ignore[misc]
    assert red > 150 > 90 > max(green, blue)
    no_traceback(page)


def test_an_object_from_a_picture_made_before(newcomer: App, visitor: Visitor) -> None:
    """A picture that was generated a moment ago becomes a 3D object, without leaving the app."""
    page = visitor.page
    open_address(page, f"{newcomer.url}/image")
    pick(page, "Lantern night")
    press_generate(page)
    expect(page.get_by_role("link", name="Download").first).to_be_visible(timeout=PATIENCE)
    # By the navigation's link, not by its own address: the session goes on.
    page.get_by_test_id("stTopNavLink").filter(has_text="3D").click()
    page.get_by_role("button", name="Change model").click()
    page.get_by_role("combobox", name="Search models").fill("Tripo 3.1")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="My results").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Use", exact=True).first.click()
    expect(page.get_by_role("button", name="Remove", exact=True)).to_be_visible()
    press_generate(page)

    the_object_is_drawn(page)
    no_traceback(page)


def _large_video(path: Path) -> Path:
    """A short clip that decodes, grown to sixty megabytes by a box that players skip."""
    with av.open(str(path), "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=24)
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        for _ in range(48):
            picture = np.full((180, 320, 3), _RED, dtype=np.uint8)
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    size = _MEGABYTES * 1_000_000
    with path.open("ab") as file:
        file.write(struct.pack(">I4s", size, b"free"))
        file.write(bytes(size - 8))
    return path


def _slow_down(page: Page) -> None:
    """A line of fifteen megabytes a second, as an office has: on this machine's own the bar only jumps."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    rates = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": 15_000_000}
    line.send("Network.emulateNetworkConditions", {"offline": False, **rates})


def _rss(app: App) -> int:
    """Bytes that the app's process holds."""
    port = int(app.url.rsplit(":", 1)[1])
    for connection in psutil.net_connections("tcp"):
        if connection.status == psutil.CONN_LISTEN and connection.laddr.port == port and connection.pid:
            return int(psutil.Process(connection.pid).memory_info().rss)
    raise AssertionError("the app's process was not found")


def test_a_large_video_goes_up_in_parts_with_a_moving_bar(
    visitor: Visitor, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """The bar moves, the process grows by far less than the file, and lets go of it."""
    film = _large_video(tmp_path / "film.mp4")
    with running_app(tmp_path / "server.log") as app:
        page = visitor.page
        open_address(page, f"{app.url}/audio?model={MM_AUDIO}")
        _slow_down(page)
        before = peak = _rss(app)
        zone(page, "Choose a video").locator("input").set_input_files(film)
        seen: set[str] = set()
        while page.get_by_text("film.mp4", exact=True).count() == 0 or page.locator(".uploads li").count():
            seen |= set(page.locator(".uploads progress").evaluate_all("bars => bars.map(b => `${b.value}`)"))
            peak = max(peak, _rss(app))
            page.wait_for_timeout(50)
        page.wait_for_timeout(1500)
        after = _rss(app)
        record_property("rss_growth_mb", (peak - before) / 1e6)
        print(f"memory: +{(peak - before) / 1e6:.0f} MB at most, +{(after - before) / 1e6:.0f} MB afterwards")  # noqa: T201

        assert len(seen) >= 4, seen
        assert peak - before < 2.5 * _MEGABYTES * 1_000_000
        assert after - before < _MEGABYTES * 1_000_000
        wait_for_price(page)
        no_traceback(page)
        page.goto("about:blank")
