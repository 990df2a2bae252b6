// The pages of a site; facts.js of the page of one file stands before it.
const up = document.body.dataset.up;

// Tables: a click on a head sorts by its column, a second one the other way round.
for (const table of all("table[data-sort]"))
  all("thead th", table).forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const numeric = head.classList.contains("n");
      const down = head.getAttribute("aria-sort") ? head.getAttribute("aria-sort") === "ascending" : numeric;
      for (const other of all("thead th", table)) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const value = (row) => row.cells[column].textContent;
      const order = (a, b) => (numeric ? value(a) - value(b) : value(a).localeCompare(value(b))) * (down ? -1 : 1);
      table.tBodies[0].append(...[...table.tBodies[0].rows].sort(order));
    });
  });

// An article: on a narrow window the chosen fact comes up in a sheet from below.
const article = document.querySelector("article[data-number]");
if (article) {
  const aside = article.querySelector("aside");
  const close = aside.querySelector(".close");
  const small = matchMedia("(max-width: 48rem)");
  chosen = (item) => {
    const sheet = item !== null && small.matches;
    aside.classList.toggle("sheet", sheet);
    close.hidden = !sheet;
  };
  const copy = (button) => {
    const item = button.closest("li");
    const words = places(item, item.dataset.fact).map((mark) => mark.textContent).join("");
    const day = named("day") ? named("day").textContent : "";
    const by = [button.dataset.by, day, named("source").textContent, article.querySelector("h1").textContent];
    const text = `“${words.trim()}” — ${by.filter(Boolean).join(", ")}`;
    const done = () => { button.textContent = "copied"; };
    const byHand = () => {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      done();
    };
    if (navigator.clipboard && isSecureContext) navigator.clipboard.writeText(text).then(done, byHand);
    else byHand();
    button.dataset.copied = text;
  };
  article.addEventListener("click", (event) => {
    if (event.target.closest(".copy")) copy(event.target.closest(".copy"));
    else if (event.target.closest(".close")) clear();
    else if (event.target.closest(".fact")) visit(event.target.closest("li"));
    else if (event.target.closest("mark")) pick(event.target.closest("mark"));
  });
  const rules = boxes.find((box) => box.value === "rules");
  const show = () => article.classList.toggle("rules", rules.checked);
  rules.addEventListener("change", show);
  const jump = () => {
    const item = named(location.hash.slice(1));
    if (item && item.dataset.fact) visit(item);
  };
  addEventListener("hashchange", jump);
  show();
  jump();
}

// Search: parts of the index are scripts that hand over their words.
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const waiting = new Map();
const load = (name) =>
  new Promise((done) => {
    waiting.set(name, done);
    const script = document.createElement("script");
    script.src = `${up}index/${name}.js`;
    script.onerror = () => done({});
    document.head.append(script);
  });
window.part = (name, words) => waiting.get(name)(words);
window.titles = (rows) => waiting.get("titles")(rows);
window.names = (rows) => waiting.get("names")(rows);
async function search(query) {
  const words = folded(query).match(/[\p{L}\p{N}]+/gu) || [];
  if (!words.length) return;
  const link = (href, text) => {
    const node = document.createElement("a");
    node.href = href;
    node.textContent = text;
    return node;
  };
  const [titles, names, ...parts] = await Promise.all([
    load("titles"), load("names"),
    ...new Set(words.filter((word) => word.length > 1).map((word) => word.slice(0, 2).replace(/[^a-z0-9]/g, "_"))),
  ].map((each) => (typeof each === "string" ? load(each) : each)));
  const index = Object.assign({}, ...parts);
  let found = null;
  for (const word of words) {
    const coded = index[word];
    if (coded === undefined) continue;
    let last = 0;
    const numbers = new Set(coded.split(" ").map((step) => (last += parseInt(step, 36))));
    found = found === null ? numbers : new Set([...found].filter((number) => numbers.has(number)));
  }
  const known = words.filter((word) => index[word] !== undefined);
  const list = [...(found || [])].sort((a, b) => titles[b - 1][1].localeCompare(titles[a - 1][1]));
  for (const number of list.slice(0, 200)) {
    const item = document.createElement("li");
    item.append(link(`articles/${number}.html`, titles[number - 1][0]), ` ${titles[number - 1][1]}`);
    named("found").append(item);
  }
  for (const [name, href, kind] of names.filter((each) => words.every((word) => folded(each[0]).includes(word))).slice(0, 30)) {
    const item = document.createElement("li");
    item.append(link(href, name), ` ${kind}`);
    named("names").append(item);
  }
  const passed = words.filter((word) => !known.includes(word));
  named("status").textContent =
    `${list.length} article${list.length === 1 ? "" : "s"} with ${known.join(" and ") || "none of the words"}` +
    (passed.length ? `; not in the index: ${passed.join(", ")}` : "") +
    (list.length > 200 ? "; the latest 200 are listed" : "");
}
if (named("found")) {
  const query = new URLSearchParams(location.search).get("q") || "";
  document.querySelector("header input").value = query;
  search(query);
}
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) {
    event.preventDefault();
    document.querySelector("header input").focus();
  }
});
