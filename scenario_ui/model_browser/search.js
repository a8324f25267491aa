// Which rows fit what was typed and filtered, and in which order. Knows nothing of the page.

// Lower case without accents; every word is looked for as it stands and without its punctuation, so that
// "flux1" and "flux.1" both find FLUX.1.
function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

const squeezed = (text) => text.replace(/[^\p{L}\p{N}]+/gu, "");

// What a row's words are looked for in, made when something is first looked for: opening has no time for it.
const INDEX = new WeakMap();

function indexed(row) {
  if (!INDEX.has(row)) {
    const name = folded(row.n);
    const kind = row.k === "style" ? "style lora" : row.k;
    const all = folded([row.n, row.m, row.l, row.b, ...(row.t ?? []), kind].join(" "));
    INDEX.set(row, { name, all, tightName: squeezed(name), tight: squeezed(all) });
  }
  return INDEX.get(row);
}

// 0 where a word is missing; more the nearer the words stand to the beginning of the name.
function score(row, words) {
  const { name, all, tightName, tight } = indexed(row);
  let total = 1;
  for (const word of words) {
    const short = squeezed(word);
    if (name.startsWith(word)) total += 8;
    else if (name.includes(word) || (short && tightName.includes(short))) total += 4;
    else if (!all.includes(word) && !(short.length > 2 && tight.includes(short))) return 0;
  }
  return total;
}

function passes(row, filters) {
  if (filters.maker && row.m !== filters.maker) return false;
  if (filters.tag && !(row.t ?? []).some((tag) => folded(tag) === filters.tag)) return false;
  if (filters.styles && !row.k) return false;
  for (const source of filters.sources) if (!(row.s ?? []).includes(source)) return false;
  return true;
}

// The sections to show: [title, rows]. With words typed there is one, the best first; else what the visitor
// likes and chose lately stands above everything.
function sections(rows, filters, favourites, recent) {
  const words = folded(filters.words).split(/\s+/).filter(Boolean);
  const fitting = rows.filter((row) => passes(row, filters));
  if (words.length) {
    const liked = new Set(favourites);
    const ranked = fitting
      .map((row, place) => ({ row, place, rank: score(row, words), liked: liked.has(row.i) ? 1 : 0 }))
      .filter((each) => each.rank)
      .sort((a, b) => (a.row.r ? 1 : 0) - (b.row.r ? 1 : 0) || b.rank - a.rank || b.liked - a.liked || a.place - b.place);
    return [["", ranked.map((each) => each.row)]];
  }
  const byId = new Map(fitting.map((row) => [row.i, row]));
  const taken = new Set();
  const named = (ids) => ids.map((id) => byId.get(id)).filter((row) => row && !taken.has(row.i) && taken.add(row.i));
  const first = [["Favourites", named(favourites)], ["Chosen lately", named(recent)]].filter(([, found]) => found.length);
  const rest = fitting.filter((row) => !taken.has(row.i));
  return [...first, [first.length ? "All models" : "", rest]].filter(([, found]) => found.length);
}

// The values of a filter, the most frequent first: [value, how it is written, how often].
function choices(rows, read) {
  const counts = new Map();
  for (const row of rows) for (const text of read(row)) counts.set(text, (counts.get(text) ?? 0) + 1);
  const found = new Map();
  for (const [text, count] of counts) {
    const held = found.get(folded(text)) ?? [folded(text), text, 0];
    held[2] += count;
    found.set(held[0], held);
  }
  return [...found.values()].sort((a, b) => b[2] - a[2] || a[1].localeCompare(b[1]));
}
