// A place for files: drop, choose or paste. Python sends {place, post, uploads, accept, words, ...} and hears
// of every file that arrived, as {ticket, asset_id, name}, until it says that it has handled the ticket.
// `Upload` (upload.js) stands above this text.

const HELD = Symbol.for("scenario-studio.file-drop"); // on the element, so that a reimport finds it again
const DESKS = (window[Symbol.for("scenario-studio.file-desks")] ??= new Map());
const ZONES = (window[Symbol.for("scenario-studio.file-zones")] ??= new Set());
const CROSS = '<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M5 5l10 10M15 5L5 15"/></svg>';

export default ({ data, parentElement, setTriggerValue }) => {
  const zone = (parentElement[HELD] ??= new Zone(parentElement.querySelector(".drop")));
  zone.show(data, (files) => setTriggerValue("uploaded", files));
  return () => {
    zone.close();
    delete parentElement[HELD];
  };
};

// The uploads of one field. It outlives its zone: a form that is drawn anew, or a visitor who looks at
// another page meanwhile, ends no upload.
class Desk {
  constructor() {
    Object.assign(this, { uploads: [], zone: null, addresses: {}, reported: "" });
    this.dismissed = new Set();
  }

  take(files) {
    this.uploads.push(...files.map((file) => new Upload(this, { file, name: file.name || "pasted.png" })));
    this.next();
  }

  // What Python handed to the server itself (camera, microphone) is followed from there.
  adopt(tickets) {
    for (const { ticket, name } of tickets) {
      if (this.dismissed.has(ticket) || this.uploads.some((upload) => upload.ticket === ticket)) continue;
      const upload = new Upload(this, { name, ticket });
      upload.part = 0.5;
      this.uploads.push(upload);
    }
    this.next();
  }

  // One at a time, so that a list keeps its order and a slow line is not shared.
  next() {
    const busy = this.uploads.some(({ state }) => !["waiting", "failed", "done"].includes(state));
    const first = this.uploads.find(({ state }) => state === "waiting");
    if (first && !busy) first.go();
    else this.zone?.draw();
  }

  changed() {
    this.report();
    this.next();
  }

  // All that arrived and was not handled yet, in one message: two messages would overtake each other.
  report() {
    const done = this.uploads.filter(({ state }) => state === "done");
    const names = done.map(({ ticket }) => ticket).join();
    if (!this.zone || !names || names === this.reported) return;
    this.reported = names;
    this.zone.send(done.map(({ ticket, assetId, name }) => ({ ticket, asset_id: assetId, name })));
  }

  get held() {
    return this.uploads.filter(({ state }) => state !== "failed").length;
  }

  // A new file takes the place of failed ones: of all of them where there is but one place.
  makeRoom(isOne) {
    this.uploads.filter(({ state, canRetry }) => state === "failed" && (isOne || !canRetry))
      .forEach((upload) => this.letGo(upload));
  }

  handled(tickets) {
    this.uploads = this.uploads.filter(({ state, ticket }) => state !== "done" || !tickets.includes(ticket));
  }

  letGo(upload) {
    upload.stop();
    if (upload.ticket) this.dismissed.add(upload.ticket);
    this.uploads = this.uploads.filter((other) => other !== upload);
    this.next();
  }
}

// What is to be seen of a desk, and the ways in which files come to it.
class Zone {
  constructor(root) {
    Object.assign(this, { root, data: null, desk: null, send: () => {}, under: false, rows: new Map() });
    this.find = (name) => root.querySelector(name);
    this.listen();
    ZONES.add(this);
  }

  show(data, send) {
    const desk = DESKS.get(data.place) ?? new Desk();
    DESKS.set(data.place, desk);
    if (this.desk && this.desk !== desk) this.leave();
    if (desk.zone !== this) desk.reported = ""; // whoever was told last may not have listened
    Object.assign(this, { data, desk, send });
    desk.zone = this;
    desk.addresses = { post: data.post, uploads: data.uploads };
    this.describe();
    desk.handled(data.handled);
    desk.adopt(data.tickets);
    desk.report();
    this.draw();
  }

  describe() {
    const { words, accept, room, label } = this.data;
    const input = this.find("input");
    input.accept = accept;
    input.multiple = room > 1;
    this.find(".choose").textContent = words.choose;
    this.find(".choose").setAttribute("aria-label", `${words.choose}: ${label}`);
    this.find(".how").textContent = words.how;
  }

  get room() {
    return this.data.room - this.desk.held;
  }

  get isEmpty() {
    return this.data.chosen === 0 && this.desk.held === 0;
  }

  draw() {
    this.find(".zone").hidden = this.room < 1;
    const { uploads } = this.desk;
    for (const [upload, row] of this.rows) {
      if (uploads.includes(upload)) continue;
      row.remove();
      this.rows.delete(upload);
    }
    uploads.forEach((upload) => this.row(upload));
    this.speak(uploads);
  }

  row(upload) {
    if (!this.rows.has(upload)) this.rows.set(upload, this.newRow(upload));
    const row = this.rows.get(upload);
    row.className = upload.state;
    row.querySelector("progress").value = upload.part;
    row.querySelector(".words").textContent = upload.words;
    row.querySelector(".again").hidden = upload.state !== "failed" || !upload.canRetry;
  }

  newRow(upload) {
    const row = document.createElement("li");
    row.innerHTML = `<span class="name"></span><button type="button" class="let-go">${CROSS}</button>
      <progress max="1"></progress><span class="words"></span>
      <button type="button" class="again">Try again</button>`;
    row.querySelector(".name").textContent = upload.name;
    row.querySelector(".name").title = upload.name;
    row.querySelector("progress").setAttribute("aria-label", upload.name);
    row.querySelector(".let-go").setAttribute("aria-label", `Remove ${upload.name}`);
    row.querySelector(".let-go").onclick = () => this.desk.letGo(upload);
    row.querySelector(".again").onclick = () => upload.again();
    this.find(".uploads").append(row);
    return row;
  }

  // Screen readers hear of turns, not of every percent.
  speak(uploads) {
    const turns = uploads.map(({ name, state, problem }) =>
      state === "failed" ? `${name}: ${problem}` : `${name}: ${state === "done" ? "uploaded" : "uploading"}`);
    const text = turns.join(". ");
    if (this.find(".spoken").textContent !== text) this.find(".spoken").textContent = text;
  }

  // The ways in

  listen() {
    const { root } = this;
    const zone = this.find(".zone");
    const input = this.find("input");
    zone.onclick = (event) => event.target !== input && input.click();
    input.onchange = () => {
      this.take([...input.files]);
      input.value = ""; // the same file may be chosen again
    };
    root.onpointerenter = () => { this.under = true; };
    root.onpointerleave = () => { this.under = false; };
    root.ondragover = (event) => hasFiles(event) && this.welcome(event);
    root.ondragleave = (event) => !root.contains(event.relatedTarget) && root.classList.remove("over");
    root.ondrop = (event) => this.drop(event);
    this.away = new AbortController();
    const { signal } = this.away;
    document.addEventListener("paste", (event) => this.paste(event), { signal });
    // A file that misses the zone would open in place of the page, and the form would be lost.
    document.addEventListener("dragover", refuse, { signal });
    document.addEventListener("drop", (event) => hasFiles(event) && event.preventDefault(), { signal });
  }

  welcome(event) {
    event.preventDefault();
    if (this.room < 1) {
      event.dataTransfer.dropEffect = "none";
      return;
    }
    event.dataTransfer.dropEffect = "copy";
    this.root.classList.add("over");
  }

  drop(event) {
    if (!hasFiles(event)) return;
    event.preventDefault();
    this.root.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.());
    if (entries.some((entry) => entry?.isDirectory)) this.refuse(this.data.words.folder);
    else this.take([...event.dataTransfer.files]);
  }

  paste(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (event.defaultPrevented || !files.length || this.room < 1 || !this.isMeant(event, files)) return;
    event.preventDefault();
    this.take(files);
  }

  // Whether a paste is for this zone: it has the focus or the pointer, or is the only place for a picture.
  isMeant(event, files) {
    if (this.root.getRootNode().activeElement) return true;
    if (isTyping() && (event.clipboardData.getData("text/plain") || !this.under)) return false;
    if ([...ZONES].some((zone) => zone.under)) return this.under;
    const places = [...ZONES].filter((zone) => zone.data?.pictures && zone.isEmpty);
    return places.length === 1 && places[0] === this && files.some(({ type }) => type.startsWith("image/"));
  }

  // Obvious mistakes are told at once; what a file really is, the server finds out.
  take(files) {
    const { words } = this.data;
    const problems = [];
    const good = files.filter((file) => {
      const problem = this.problem(file);
      if (problem) problems.push(files.length > 1 ? `${file.name}: ${problem}` : problem);
      return !problem;
    });
    if (good.length > this.room) problems.push(words.full);
    this.refuse(problems.join(" "));
    const taken = good.slice(0, this.room);
    if (!taken.length) return;
    this.desk.makeRoom(this.data.room === 1);
    this.desk.take(taken);
  }

  problem(file) {
    const { accept, max_size, unit, words } = this.data;
    const other = words.others.find(([types]) => isOneOf(types, file));
    if (other && !isOneOf(accept, file)) return other[1];
    if (file.size === 0) return words.empty;
    if (!max_size || file.size <= max_size) return "";
    const size = Math.ceil((file.size / unit) * 10) / 10; // rounded up: never reads like the limit itself
    return words.too_large.replace("{size}", size);
  }

  refuse(text) {
    this.find(".refusal").textContent = text;
  }

  leave() {
    if (this.desk?.zone === this) this.desk.zone = null;
    this.rows.forEach((row) => row.remove());
    this.rows.clear();
  }

  close() {
    this.leave();
    this.away.abort();
    ZONES.delete(this);
  }
}

const hasFiles = ({ dataTransfer }) => [...(dataTransfer?.types ?? [])].includes("Files");

function refuse(event) {
  if (event.defaultPrevented || !hasFiles(event)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "none";
}

// Whether the focus is where pasted text would go.
function isTyping() {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return Boolean(at?.matches("textarea, input:not([type=checkbox], [type=radio], [type=range], [type=file])") || at?.isContentEditable);
}

// Whether a file is of one of the types or extensions, written as in a chooser's `accept`.
function isOneOf(types, { name, type }) {
  const ending = name.slice(name.lastIndexOf(".")).toLowerCase();
  return types.split(",").some((one) => one && (one === type || one === ending));
}
