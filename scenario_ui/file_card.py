"""One chosen file: its picture or icon, its name, its facts, and what can be done with it."""

import streamlit as st

from scenario_core.assets import Asset, AssetKind
from scenario_ui.asset_facts import asset_facts
from scenario_ui.asset_view import file_url
from scenario_ui.chosen_files import ChosenFiles
from scenario_ui.own_assets import asset_name, own_asset
from scenario_ui.plain_text import plain

_PICTURE = 56  # pixels
_NAME = 60

_ICONS: dict[str, str] = {
    AssetKind.IMAGE: ":material/image:",
    AssetKind.IMAGE_HDR: ":material/hdr_on:",
    AssetKind.VIDEO: ":material/movie:",
    AssetKind.AUDIO: ":material/graphic_eq:",
    AssetKind.THREE_D: ":material/deployed_code:",
    AssetKind.TEXT: ":material/description:",
    AssetKind.JSON: ":material/data_object:",
    AssetKind.DOCUMENT: ":material/article:",
}


def file_card(chosen: ChosenFiles, index: int) -> None:
    """Draws the file at a place of a field, with its buttons. An id that we do not know is shown as it is."""
    asset_id = chosen.ids[index]
    asset = own_asset(asset_id)
    key = f"{chosen.field.key}:card:{index}"
    with st.container(border=True, key=key, horizontal=True, wrap=False, vertical_alignment="center"):
        file_picture(asset_id, asset, kind=chosen.field.input.kind)
        with st.container(gap=None, width="stretch"):
            st.markdown(f":small[{plain(asset_name(asset_id, asset), limit=_NAME)}]")
            st.caption((asset_facts(asset) if asset else "Not among your files here") or "Ready")
            _buttons(chosen, index, key)


def file_picture(asset_id: str, asset: Asset | None, *, kind: str, width: int = _PICTURE) -> None:
    """Draws the thumbnail of a file, or the icon of its kind where there is none."""
    if asset and asset.thumbnail:
        st.image(file_url(asset_id, "thumbnail"), width=width, alt="")
    else:
        icon = _ICONS.get(asset.kind if asset else kind, ":material/draft:")
        st.markdown(f"## :gray[{icon}]", width="content")


def _buttons(chosen: ChosenFiles, index: int, key: str) -> None:
    acts = {"Remove": chosen.remove} | ({"Move up": chosen.move_up} if index else {})
    with st.container(horizontal=True, gap="small"):
        for label, act in acts.items():
            st.button(f":small[{label}]", key=f"{key}:{label}", type="tertiary", on_click=act, args=(index,))
