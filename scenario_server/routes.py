"""Every address that this server answers beside Streamlit's own."""

from typing import TYPE_CHECKING

from starlette.routing import BaseRoute

from scenario_server.base_path import base_path
from scenario_server.files import file_routes
from scenario_server.health import health_route
from scenario_server.model_pictures import model_picture_route
from scenario_server.uploads import upload_routes

if TYPE_CHECKING:
    from scenario_core.catalog import Catalogue
    from scenario_ui.resources import Studio


def routes() -> list[BaseRoute]:
    """The routes for `st.App`, under the base path that Streamlit runs at: it does not add it to ours."""
    prefix = base_path()
    return [
        *file_routes(_studio, prefix=prefix),
        *upload_routes(_studio, prefix=prefix),
        model_picture_route(_studio, _catalogue, prefix=prefix),
        health_route(_studio, prefix=prefix),
    ]


def _studio() -> "Studio":
    """What the process shares, as the module has it now: a reload in development replaces the module."""
    from scenario_ui import resources

    return resources.studio()


def _catalogue() -> "Catalogue":
    from scenario_ui import resources

    return resources.catalogue()
