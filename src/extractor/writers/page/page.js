// The page of one file; facts.js stands before it.
const articles = all("article");

function find() {
  const word = named("find").value.trim().toLowerCase();
  let shown = 0;
  for (const article of articles) {
    article.hidden = word !== "" && !article.textContent.toLowerCase().includes(word);
    shown += !article.hidden;
  }
  named("count").textContent = `${shown} of ${articles.length}`;
}

document.addEventListener("click", (event) => {
  const item = event.target.closest("li[data-fact]");
  const mark = event.target.closest("mark");
  if (item) visit(item);
  else if (mark) pick(mark);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && event.target !== named("find")) {
    event.preventDefault();
    named("find").focus();
  }
});
for (const [id, state] of [["all", true], ["none", false]])
  named(id).addEventListener("click", () => {
    for (const box of boxes) box.checked = state;
    filter();
  });
named("find").addEventListener("input", find);
for (const article of articles) named("go").add(new Option(article.querySelector("h2").textContent));
named("go").addEventListener("change", () => {
  const article = articles[named("go").selectedIndex];
  article.hidden = false;
  article.scrollIntoView();
});
named("go").parentNode.hidden = articles.length < 2;
find();
