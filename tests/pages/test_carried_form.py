"""Switching the model takes along what both share, and says what it could not take."""

from streamlit.testing.v1 import AppTest

from scenario_core.catalog import Modality
from scenario_ui import state
from tests.pages.conftest import choose, open_page

KLING, VEO = "model_kling-v2-6-t2v-pro", "model_veo3-1-fast"


def texts(app: AppTest) -> str:
    return "\n".join(str(element.value) for element in app.caption).replace("\\", "")


def test_the_prompt_and_the_ratio_go_along(app: AppTest) -> None:
    """What was typed and chosen stands in the new form, in its own spelling."""
    open_page(app, "video")
    app.text_area(key=state.input_key(KLING, "prompt")).set_value("A lighthouse").run()
    app.selectbox(key=state.input_key(KLING, "aspectRatio")).set_value("9:16").run()
    choose(app, Modality.VIDEO, VEO)

    assert not app.exception
    assert app.text_area(key=state.input_key(VEO, "prompt")).value == "A lighthouse"
    assert app.selectbox(key=state.input_key(VEO, "aspectRatio")).value == "9:16"
    assert "has no place for" not in texts(app)


def test_what_has_no_place_is_named_until_the_next_switch(app: AppTest) -> None:
    """A setting of one model alone is not lost silently; coming back, it is still there."""
    open_page(app, "video")
    app.text_area(key=state.input_key(KLING, "prompt")).set_value("A lighthouse").run()
    strength = app.slider(key=state.input_key(KLING, "cfgScale"))
    strength.set_value(0.9).run()
    choose(app, Modality.VIDEO, VEO)
    assert "has no place for what you set before" in texts(app)

    choose(app, Modality.VIDEO, KLING)
    assert app.slider(key=state.input_key(KLING, "cfgScale")).value == 0.9
    assert "has no place for" not in texts(app)
