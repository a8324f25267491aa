// Shows the models, lets a visitor search, filter, walk with the arrows and choose. Reads from Python:
//   token, rows     JSON text of the models (model_shelf.py), and what changes when it does
//   pictures        where pictures lie: {pictures}{id}/picture?v={x}
//   chosen, favourites, recent   ids;  sources  [value, words] of the filter by what one begins with
//   grade, plan     of the account, null where unknown;  refused  ids that the plan was too low for
//   own             {id: [price, wait]} from the visitor's own runs, where the record tells none
// and tells Python "chosen" (an id) and "starred" ({id, on}). search.js stands above this text.

const HELD = Symbol.for("scenario-studio.model-browser"); // on the element, so that a reimport finds it again
const PAGE = 60; // rows that are drawn at once; more as the list is scrolled
const MOST_TAGS = 60;
const FOCUS_TRIES = [0, 60, 200, 450]; // milliseconds: the dialog takes the focus for itself as it opens
const KINDS = { style: "Style", mix: "Style mix" };
const NARROW = matchMedia("(pointer: coarse)"); // a phone's keyboard would cover what was just opened

export default ({ data, parentElement, setTriggerValue }) => {
  const browser = (parentElement[HELD] ??= new Browser(parentElement.querySelector(".browser")));
  browser.tell = setTriggerValue;
  browser.show(data);
  return () => {
    browser.close();
    delete parentElement[HELD];
  };
};

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

class Browser {
  constructor(root) {
    this.root = root;
    for (const name of ["search", "maker", "tag", "chips", "count", "list", "notice"]) this[name] = root.querySelector(`.${name}`);
    this.filters = { words: "", maker: "", tag: "", styles: false, sources: new Set() };
    this.active = -1;
    this.warned = null;
    this.search.oninput = () => this.filter({ words: this.search.value });
    this.search.onkeydown = (event) => this.press(event);
    this.maker.onchange = () => this.filter({ maker: this.maker.value });
    this.tag.onchange = () => this.filter({ tag: this.tag.value });
    this.list.onscroll = () => this.fill();
    this.list.onclick = (event) => this.click(event);
    this.list.onmousedown = (event) => event.target.closest(".option") && event.preventDefault(); // the search keeps the focus
    root.onkeydown = (event) => this.typed(event);
    this.timers = NARROW.matches ? [] : FOCUS_TRIES.map((wait) => setTimeout(() => this.focus(), wait));
  }

  show(data) {
    if (this.data && this.data.token === data.token) return; // the same models: what was typed stays
    this.data = data;
    this.rows = JSON.parse(data.rows);
    this.liked = new Set(data.favourites);
    this.refused = new Set(data.refused);
    this.tools();
    this.draw();
  }

  focus() {
    const shadow = this.root.getRootNode();
    if (!shadow.activeElement) this.search.focus({ preventScroll: true });
  }

  close() {
    this.timers.forEach(clearTimeout);
  }

  // The filters: only those that tell the rows apart.
  tools() {
    const told = (row) => row.s ?? [];
    const sources = this.data.sources.filter(([value]) => this.rows.some((row) => told(row).includes(value)));
    const chips = sources.map(([value, words]) => this.chip(words, () => this.filters.sources, value));
    if (this.rows.some((row) => row.k)) chips.push(this.stylesChip());
    this.chips.replaceChildren(...chips);
    this.options(this.maker, "Any maker", choices(this.rows, (row) => (row.m ? [row.m] : [])), 1);
    this.options(this.tag, "Any tag", choices(this.rows, (row) => row.t ?? []).slice(0, MOST_TAGS), 0);
  }

  options(select, all, found, place) {
    const made = found.map((each) => {
      const option = element("option", "", `${each[1]} (${each[2]})`);
      option.value = each[place];
      return option;
    });
    const none = element("option", "", all);
    none.value = "";
    select.replaceChildren(none, ...made);
    select.hidden = found.length < 2;
  }

  chip(words, set, value) {
    return this.toggle(words, () => {
      const held = set();
      if (!held.delete(value)) held.add(value);
      return held.has(value);
    });
  }

  stylesChip() {
    return this.toggle("Trained styles", () => (this.filters.styles = !this.filters.styles));
  }

  toggle(words, change) {
    const button = element("button", "chip", words);
    button.type = "button";
    button.setAttribute("aria-pressed", "false");
    button.onclick = () => {
      button.setAttribute("aria-pressed", String(change()));
      this.filter({});
    };
    return button;
  }

  filter(changed) {
    Object.assign(this.filters, changed);
    this.draw();
  }

  // The list from its beginning: the first rows now, the others as it is scrolled.
  draw() {
    this.parts = sections(this.rows, this.filters, [...this.liked], this.data.recent);
    this.entries = this.parts.flatMap(([title, rows]) => rows.map((row) => ({ row, title })));
    this.list.replaceChildren();
    this.group = null;
    this.drawn = 0;
    this.list.scrollTop = 0;
    this.say("");
    this.active = -1;
    this.fill();
    const held = this.filters.words ? 0 : this.entries.findIndex((entry) => entry.row.i === this.data.chosen);
    this.move(held >= 0 && held < this.drawn ? held : 0);
    const total = this.rows.length;
    const found = this.entries.length;
    this.count.textContent = found === total ? `${total} models` : `${found} of ${total} models`;
    if (!found) this.empty();
  }

  empty() {
    const words = this.filters.words.trim();
    const note = element("div", "nothing", words ? `Nothing matches “${words}” with these filters.` : "No model fits these filters.");
    const clear = element("button", "chip", "Clear search and filters");
    clear.type = "button";
    clear.onclick = () => this.clear();
    note.append(clear);
    this.list.append(note);
  }

  clear() {
    this.filters = { words: "", maker: "", tag: "", styles: false, sources: new Set() };
    this.search.value = this.maker.value = this.tag.value = "";
    for (const chip of this.chips.children) chip.setAttribute("aria-pressed", "false");
    this.draw();
    this.search.focus();
  }

  fill(least = 0) {
    const list = this.list;
    const wanted = () => this.drawn < this.entries.length &&
      (this.drawn < Math.max(PAGE, least) || list.scrollTop + list.clientHeight > list.scrollHeight - 600);
    while (wanted()) this.append(Math.min(this.drawn + PAGE, this.entries.length));
  }

  append(end) {
    for (; this.drawn < end; this.drawn += 1) {
      const { row, title } = this.entries[this.drawn];
      if (!this.group || this.group.dataset.title !== title) this.list.append((this.group = this.section(title)));
      this.group.append(this.option(row, this.drawn));
    }
  }

  section(title) {
    const group = element("div", "section");
    group.dataset.title = title;
    if (!title) return group;
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", title);
    const heading = element("div", "heading", title);
    heading.setAttribute("aria-hidden", "true");
    group.append(heading);
    return group;
  }

  option(row, place) {
    const option = element("div", "option");
    option.id = `model-${place}`;
    option.dataset.place = place;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", String(row.i === this.data.chosen));
    option.setAttribute("aria-setsize", this.entries.length);
    option.setAttribute("aria-posinset", place + 1);
    const reason = this.reason(row);
    if (reason) option.classList.add("beyond");
    const words = element("div", "words");
    const name = element("div", "name", row.n);
    if (row.k) name.append(element("span", "badge", KINDS[row.k]));
    if (row.i === this.data.chosen) name.append(element("span", "badge here", "Chosen"));
    words.append(name);
    if (row.l) words.append(element("div", "line", row.l));
    const facts = this.facts(row);
    if (facts) words.append(element("div", "facts", facts));
    if (row.r) words.append(element("div", "warn", `Retired: ${row.r} replaces it`));
    if (reason) words.append(element("div", "warn", reason));
    option.append(this.picture(row), words, this.star(row));
    return option;
  }

  facts(row) {
    const own = this.data.own[row.i] ?? [];
    const runs = row.b ? `runs through ${row.b}` : "";
    return [row.m, row.c ?? own[0], row.w ?? own[1], row.p, runs].filter(Boolean).join(" · ");
  }

  // Why the account cannot run it, in a sentence; empty where it can, or where nobody knows.
  reason(row) {
    const { grade, plan } = this.data;
    if (grade !== null && (row.g ?? 0) > grade) return `Needs the ${row.p}; yours is ${plan}`;
    return this.refused.has(row.i) ? "Scenario refused it to your plan a while ago" : "";
  }

  // A letter stands where there is no picture, or where it does not come.
  picture(row) {
    const tile = element("div", "tile", [...row.n][0]?.toUpperCase() ?? "");
    tile.setAttribute("aria-hidden", "true");
    let hue = 0;
    for (const letter of row.n) hue = (hue * 31 + letter.codePointAt(0)) % 360;
    tile.style.setProperty("--hue", hue);
    if (!row.x) return tile;
    const image = element("img");
    image.alt = "";
    image.loading = "lazy";
    image.decoding = "async";
    image.onerror = () => image.remove();
    image.src = `${this.data.pictures}${encodeURIComponent(row.i)}/picture?v=${row.x}`;
    tile.append(image);
    return tile;
  }

  star(row) {
    const star = element("span", "star");
    star.dataset.star = row.i;
    this.paint(star, this.liked.has(row.i));
    return star;
  }

  paint(star, on) {
    star.textContent = on ? "★" : "☆";
    star.classList.toggle("on", on);
    star.title = on ? "Take the star away" : "Give it a star: it stands first next time";
    star.setAttribute("role", "img");
    star.setAttribute("aria-label", on ? "has your star" : "no star");
  }

  click(event) {
    const option = event.target.closest(".option");
    if (!option) return;
    const place = Number(option.dataset.place);
    this.move(place, false);
    if (event.target.closest(".star")) this.like(place);
    else this.choose(place);
  }

  press(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.move(this.beside(step));
    else if (event.key === "PageDown") this.move(Math.min(this.active + 12, this.entries.length - 1));
    else if (event.key === "PageUp") this.move(Math.max(this.active - 12, 0));
    else if (event.key === "Enter" && event.shiftKey) this.like(this.active);
    else if (event.key === "Enter") this.choose(this.active);
    else return;
    event.preventDefault();
  }

  // Letters go to the search wherever the focus is, but for the two lists, which have a search of their own.
  typed(event) {
    const plain = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (plain && !event.target.matches("input, select")) this.search.focus();
  }

  // The option below or above: in two columns the next one is not the one that follows.
  beside(step) {
    const from = this.at(this.active);
    if (!from) return 0;
    this.fill(this.active + PAGE);
    let found = null;
    for (let place = this.active + step; place >= 0 && place < this.drawn; place += step) {
      const other = this.at(place);
      if (other.offsetTop === from.offsetTop) continue;
      if (found && other.offsetTop !== this.at(found).offsetTop) break;
      if (found === null || Math.abs(other.offsetLeft - from.offsetLeft) < Math.abs(this.at(found).offsetLeft - from.offsetLeft)) found = place;
    }
    return found ?? this.active;
  }

  at(place) {
    return this.list.querySelector(`#model-${place}`);
  }

  move(place, scroll = true) {
    this.fill(place + 1);
    this.at(this.active)?.classList.remove("active");
    this.active = this.entries.length ? place : -1;
    const option = this.at(this.active);
    if (!option) return this.search.removeAttribute("aria-activedescendant");
    option.classList.add("active");
    this.search.setAttribute("aria-activedescendant", option.id);
    if (scroll) option.scrollIntoView({ block: "nearest" });
    if (this.warned !== this.entries[place].row.i) this.say("");
  }

  like(place) {
    const row = this.entries[place]?.row;
    if (!row) return;
    const on = !this.liked.has(row.i);
    // The latest star first, as the store keeps them.
    this.liked = new Set(on ? [row.i, ...this.liked] : [...this.liked].filter((id) => id !== row.i));
    this.paint(this.at(place).querySelector(".star"), on);
    this.tell("starred", { id: row.i, on });
  }

  // A model beyond the account's plan is chosen by a second press, after the reason was read.
  choose(place) {
    const row = this.entries[place]?.row;
    if (!row) return;
    const reason = this.reason(row);
    if (reason && this.warned !== row.i) {
      this.warned = row.i;
      return this.say(`${reason}. Scenario would refuse it. Press once more to choose ${row.n} all the same.`);
    }
    this.root.classList.add("leaving");
    this.tell("chosen", row.i);
  }

  say(text) {
    if (!text) this.warned = null;
    this.notice.textContent = text;
  }
}
