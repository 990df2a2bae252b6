"use strict";
const boxes = [...document.querySelectorAll("input[name=kind]")];
const articles = [...document.querySelectorAll("article")];
const marks = [...document.querySelectorAll("mark")];

function filter() {
  const on = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
  for (const mark of marks) mark.dataset.kind = mark.dataset.kinds.split(" ").find((kind) => on.has(kind)) || "";
  for (const section of document.querySelectorAll("aside section")) section.hidden = !on.has(section.className);
}

function find() {
  const word = document.getElementById("find").value.trim().toLowerCase();
  let shown = 0;
  for (const article of articles) {
    article.hidden = word !== "" && !article.textContent.toLowerCase().includes(word);
    shown += !article.hidden;
  }
  document.getElementById("count").textContent = `${shown} of ${articles.length}`;
}

function at(fact) {
  return marks.filter((mark) => mark.dataset.facts.split(" ").includes(fact));
}

function choose(item, scroll) {
  for (const name of ["chosen", "linked"])
    for (const node of document.querySelectorAll("." + name)) node.classList.remove(name);
  const places = at(item.dataset.fact);
  item.classList.add("chosen");
  for (const mark of places) mark.classList.add("chosen");
  for (const linked of (item.dataset.linked || "").split(" ").filter(Boolean)) {
    document.querySelector(`li[data-fact="${linked}"]`).classList.add("linked");
    for (const mark of at(linked)) mark.classList.add("linked");
  }
  if (scroll && places.length) places[0].scrollIntoView({ block: "center" });
  if (!scroll) item.scrollIntoView({ block: "nearest" });
}

document.addEventListener("click", (event) => {
  const item = event.target.closest("li[data-fact]");
  if (item) return choose(item, true);
  const mark = event.target.closest("mark");
  if (!mark || !mark.dataset.kind) return;
  const place = mark.dataset.kinds.split(" ").indexOf(mark.dataset.kind);
  choose(document.querySelector(`li[data-fact="${mark.dataset.facts.split(" ")[place]}"]`), false);
});
for (const box of boxes) box.addEventListener("change", filter);
for (const [id, state] of [["all", true], ["none", false]])
  document.getElementById(id).addEventListener("click", () => {
    for (const box of boxes) box.checked = state;
    filter();
  });
document.getElementById("find").addEventListener("input", find);
find();
