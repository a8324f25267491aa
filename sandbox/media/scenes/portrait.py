"""A figure before its place: the place is painted small and out of focus, the figure sharp in front."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from PIL import Image

from sandbox.media.scenes.astronaut import draw_astronaut
from sandbox.media.scenes.brush import mix
from sandbox.media.scenes.figures import draw_bear, draw_cat, draw_fox, draw_person, draw_robot
from sandbox.media.scenes.garden import plant
from sandbox.media.scenes.ground import grass
from sandbox.media.scenes.stage import Layer, Sheet, Stage, blurred, flatten, glow_layer, glows_layer
from sandbox.media.scenes.weather import weather

Figure = Callable[[Sheet, float, float, float, Image.Image], None]
FIGURE_PAINTERS: Mapping[str, Figure] = {
    "astronaut": draw_astronaut,
    "robot": draw_robot,
    "fox": draw_fox,
    "cat": draw_cat,
    "bear": draw_bear,
    "person": draw_person,
}


def paint_portrait(stage: Stage, place: Callable[[Stage], list[Layer]]) -> list[Layer]:
    """The place softened, spots of light, the figure's bust, and flowers or grass before it."""
    view = _view(stage, place)
    x, size, inks = stage.x(0.5), min(stage.unit * 1.0, stage.height * 0.92), stage.palette
    figure = Sheet(stage)
    draw = FIGURE_PAINTERS[stage.reading.hero or "person"]
    draw(figure, x, stage.height * 1.02, size, view)
    backdrop = Layer(view, 0, 0, 1, depth=0.15)
    halo = glow_layer(
        stage, x, stage.height * 0.45, stage.unit * 0.75, mix(inks.glow, (255, 255, 255), 0.3), 0.42
    )
    return [
        backdrop,
        _bokeh(stage),
        halo,
        figure.layer(depth=0.35, bob=0.006),
        *_before(stage),
        *weather(stage),
    ]


def _view(stage: Stage, place: Callable[[Stage], list[Layer]]) -> Image.Image:
    """The place at half the size, enlarged and out of focus."""
    small = replace(
        stage,
        width=stage.width // 2,
        height=stage.height // 2,
        pad=stage.pad // 2,
        fine=1,
        reading=replace(stage.reading, hero=None, weather="clear"),
    )
    picture = flatten(small, place(small))
    return blurred(picture, stage.unit * 0.0045).resize((stage.span, stage.height), Image.Resampling.BICUBIC)


def _bokeh(stage: Stage) -> Layer:
    """Spots of light out of focus."""
    rng = stage.rng("bokeh")
    spots = [
        (
            rng.random() * stage.span,
            stage.height * rng.uniform(0.1, 0.9),
            stage.unit * rng.uniform(0.02, 0.07),
        )
        for _ in range(24)
    ]
    return glows_layer(
        stage, spots, mix(stage.palette.light, (255, 255, 255), 0.4), 0.4, depth=0.25, drift=0.006
    )


def _before(stage: Stage) -> list[Layer]:
    """What grows between the viewer and the figure, where something grows."""
    if stage.reading.place not in ("garden", "forest"):
        return []
    sheet, rng, inks = Sheet(stage, stage.height * 0.5), stage.rng("before"), stage.palette
    green = mix(mix(inks.leaf, inks.near, 0.3), inks.glow, 0.08)
    foot = stage.height * 1.06
    grass(
        sheet,
        foot,
        stage.unit * 0.2,
        [green, mix(green, inks.leaf, 0.6), mix(green, inks.near, 0.35)],
        rng,
        count=int(200 * stage.span / stage.width),
    )
    if stage.reading.place == "garden":
        for _ in range(int(26 * stage.span / stage.unit)):
            share = rng.random()
            off = abs(share - 0.5) * 2
            plant(
                sheet,
                share * stage.span,
                foot,
                stage.unit * (0.13 + 0.3 * off) * rng.uniform(0.8, 1.15),
                green,
                rng,
            )
    return [sheet.layer(depth=0.8, bob=0.003)]
