// Which rows fit what was typed and filtered, and in which order. Knows nothing of the page.

// Lower case without accents; every word is looked for as it stands and without its punctuation, so that
// "flux1" and "flux.1" both find FLUX.1.
function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

const squeezed = (text) => text.replace(/[^\p{L}\p{N}]+/gu, "");

// Read once a row: what its words are looked for in.
function indexed(row) {
  const name = folded(row.n);
  const all = folded([row.n, row.m, row.l, row.b, ...(row.t ?? []), row.k === "style" ? "style lora" : row.k].join(" "));
  return { ...row, name, all, tight: squeezed(name) + " " + squeezed(all) };
}

// 0 where a word is missing; more the nearer the words stand to the beginning of the name.
function score(row, words) {
  let total = 1;
  for (const word of words) {
    const tight = squeezed(word);
    if (row.name.startsWith(word)) total += 8;
    else if (row.name.includes(word) || (tight && squeezed(row.name).includes(tight))) total += 4;
    else if (!row.all.includes(word) && !(tight.length > 2 && row.tight.includes(tight))) return 0;
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
  const found = new Map();
  for (const row of rows)
    for (const text of read(row)) {
      const held = found.get(folded(text)) ?? [folded(text), text, 0];
      held[2] += 1;
      found.set(held[0], held);
    }
  return [...found.values()].sort((a, b) => b[2] - a[2] || a[1].localeCompare(b[1]));
}
