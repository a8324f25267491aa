// The running jobs as one element: a row each with its words, its time and its bar. Python sends
// {rows: [{id, icon, what, state, seconds, progress, note}], rest} at every look and hears nothing back;
// the seconds run on here in between. All texts are set as text.

const HELD = Symbol.for("scenario-studio.running-jobs"); // on the element, so that a reimport finds it again

export default ({ data, parentElement }) => {
  const board = (parentElement[HELD] ??= new Board(parentElement));
  board.show(data);
  return () => {
    board.close();
    delete parentElement[HELD];
  };
};

class Board {
  constructor(root) {
    this.list = root.querySelector(".running");
    this.rest = root.querySelector(".rest");
    this.rows = new Map();
    this.clock = setInterval(() => this.tick(), 1000);
  }

  show({ rows, rest }) {
    const now = performance.now();
    const wanted = new Set(rows.map((row) => row.id));
    for (const [id, row] of this.rows) if (!wanted.has(id)) { row.item.remove(); this.rows.delete(id); }
    rows.forEach((told, place) => {
      const row = this.rows.get(told.id) ?? createRow();
      this.rows.set(told.id, row);
      row.told = told;
      row.began = now - told.seconds * 1000;
      if (this.list.children[place] !== row.item) this.list.insertBefore(row.item, this.list.children[place] ?? null);
      fill(row);
    });
    this.rest.textContent = rest;
    this.rest.hidden = !rest;
    this.tick();
  }

  tick() {
    for (const row of this.rows.values()) {
      put(row.state, `${row.told.state} · ${duration((performance.now() - row.began) / 1000)}`);
    }
  }

  close() {
    clearInterval(this.clock);
  }
}

function createRow() {
  const item = document.createElement("li");
  item.className = "job";
  item.innerHTML =
    '<span class="icon" aria-hidden="true"></span><span class="what"></span><span class="state"></span>' +
    '<div class="bar" role="progressbar" aria-valuemin="0" aria-valuemax="100"><i></i></div><p class="note"></p>';
  const part = (name) => item.querySelector(name);
  return {
    item, icon: part(".icon"), what: part(".what"), state: part(".state"), bar: part(".bar"),
    fill: part("i"), note: part(".note"),
  };
}

function fill(row) {
  const { icon, what, state, progress, note } = row.told;
  const percent = Math.round(progress * 100);
  put(row.icon, icon);
  put(row.what, what);
  row.what.title = what;
  row.bar.classList.toggle("unknown", percent === 0);
  row.bar.setAttribute("aria-label", `${what}: ${state}`);
  if (percent) row.bar.setAttribute("aria-valuenow", percent);
  else row.bar.removeAttribute("aria-valuenow"); // a bar without a value is one that just runs
  row.fill.style.inlineSize = `${percent}%`;
  put(row.note, note);
  row.note.hidden = !note;
}

// Only what differs is touched: a screen reader would say it again, a selection would be lost.
function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function duration(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (number) => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
