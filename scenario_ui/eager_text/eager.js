// Tells Python what has been typed after a pause, so that the price is there before anybody presses.
// Streamlit sends a text when its field is left; a field that hears that it was left, though it was not,
// sends its text too, and whoever types keeps the caret.

const HELD = Symbol.for("scenario-studio.eager-text"); // on the element, so that a reimport finds it again
const PAUSE = 700; // milliseconds without a letter
const FIELDS = ["stTextArea", "stTextInput"].map((name) => `.st-key-workbench [data-testid=${name}]`).join(", ");

export default ({ parentElement }) => {
  const ears = (parentElement[HELD] ??= listen());
  return () => {
    ears.close();
    delete parentElement[HELD];
  };
};

function listen() {
  let timer;
  const heard = ({ target, isComposing }) => {
    if (isComposing || !target.closest?.(FIELDS)) return; // half a character is not yet a text
    clearTimeout(timer);
    timer = setTimeout(tell, PAUSE, target);
  };
  const told = () => clearTimeout(timer); // it was left in earnest
  document.addEventListener("input", heard, true);
  document.addEventListener("focusout", told, true);
  heard({ target: document.activeElement }); // somebody was quicker than this page
  return {
    close() {
      clearTimeout(timer);
      document.removeEventListener("input", heard, true);
      document.removeEventListener("focusout", told, true);
    },
  };
}

function tell(field) {
  if (field !== document.activeElement) return;
  field.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  field.dispatchEvent(new FocusEvent("focusin", { bubbles: true }));
}
