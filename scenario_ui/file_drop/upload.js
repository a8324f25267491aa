// One file on its way: from this browser to the app's server, and from there to Scenario. The bar's first
// half is the first leg, its second half the second. `desk` (drop.js) keeps it and is told of every change.

const PAUSE = 400; // milliseconds between two looks at the second leg
const PATIENCE = 30_000; // milliseconds without an answer before the second leg is called broken
const BROKEN = "The connection to this app broke. Press Try again.";
const NO_ANSWER = "This app did not take the file just now. Press Try again.";
const LOST = "The file is no longer here. Choose or make it again.";
const TURNS = { waiting: "Waiting …", checking: "Checking …", importing: "Almost there …", done: "Here" };

class Upload {
  // `file` is a File of this browser; without one, `ticket` names bytes that the server already has.
  constructor(desk, { file = null, name, ticket = "" }) {
    Object.assign(this, { desk, file, name, ticket, state: "waiting", part: 0, assetId: "" });
    Object.assign(this, { problem: "", canRetry: false });
    this.addresses = desk.addresses; // those of its own form: the page may show another by the time
    this.asking = null;
    this.gone = false;
  }

  get words() {
    if (this.state === "failed") return this.problem;
    const leg = this.state === "sending" ? "Handing it to Scenario" : "Sending";
    return TURNS[this.state] ?? `${leg} ${Math.round(100 * this.part)} %`;
  }

  async go() {
    this.tell({ state: "leaving", problem: "" });
    try {
      this.ticket ||= await this.firstLeg();
      await this.secondLeg();
    } catch (problem) {
      const { message, canRetry = true } = problem;
      this.tell({ state: "failed", problem: message, canRetry });
    }
  }

  // The server may still hold the bytes of a failed second leg; if it does not, they are sent once more.
  async again() {
    this.tell({ state: "leaving", part: this.ticket ? 0.5 : 0, problem: "" });
    if (this.ticket && !(await this.taken(`${this.addresses.uploads}/${this.ticket}/retry`))) {
      if (!this.file) return this.tell({ state: "failed", problem: LOST, canRetry: false });
      this.ticket = "";
    }
    return this.go();
  }

  stop() {
    this.gone = true;
    this.asking?.abort();
  }

  firstLeg() {
    return new Promise((resolve, reject) => {
      const asking = (this.asking = new XMLHttpRequest()); // fetch does not tell how far a body has gone
      asking.open("POST", `${this.addresses.post}&name=${encodeURIComponent(this.name)}`);
      asking.setRequestHeader("X-Studio-Upload", "1");
      asking.upload.onprogress = ({ loaded, total }) => total && this.tell({ part: (0.5 * loaded) / total });
      asking.onerror = () => reject(new Error(BROKEN));
      asking.onload = () => {
        const answer = read(asking.responseText);
        if (asking.status < 300 && answer.ticket) resolve(answer.ticket);
        else reject(failure(answer.problem, asking.status >= 429)); // below, the file itself was refused
      };
      asking.send(this.file);
    });
  }

  async secondLeg() {
    let heard = Date.now();
    while (!this.gone) {
      const answer = await this.look();
      if (answer) heard = Date.now();
      else if (Date.now() - heard > PATIENCE) throw new Error(BROKEN);
      if (answer?.state === "failed") throw failure(answer.problem, answer.can_retry);
      if (answer?.state === "done") return this.arrive(answer);
      if (answer) this.tell({ state: answer.state, part: 0.5 + 0.5 * share(answer) });
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }

  arrive({ asset }) {
    this.tell({ state: "done", part: 1, assetId: asset.id });
  }

  // What the server says of the second leg; null where it could not be asked just now.
  async look() {
    let answer;
    try {
      answer = await fetch(`${this.addresses.uploads}/${this.ticket}`, { credentials: "same-origin" });
    } catch {
      return null;
    }
    if (answer.status === 404) {
      if (!this.file) throw failure(LOST, false);
      this.ticket = "";
      throw failure(NO_ANSWER, true);
    }
    return answer.ok ? read(await answer.text()) : null;
  }

  async taken(address) {
    try {
      return (await fetch(address, { method: "POST", headers: { "X-Studio-Upload": "1" } })).ok;
    } catch {
      return false;
    }
  }

  tell(news) {
    if (this.gone) return;
    Object.assign(this, news);
    this.desk.changed();
  }
}

const share = ({ state, sent, total }) => (state === "importing" ? 1 : total ? Math.min(1, sent / total) : 0);

const failure = (sentence, canRetry) => Object.assign(new Error(sentence || NO_ANSWER), { canRetry });

function read(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
