// Without this script, the search needs its button and copying is done by hand.
const search = document.getElementById("q");
search?.addEventListener("input", () => {
  const wanted = search.value.trim().toLowerCase();
  const cards = [...document.querySelectorAll("[data-words]")];
  for (const card of cards) card.hidden = !card.dataset.words.includes(wanted);
  for (const group of document.querySelectorAll(".group"))
    group.hidden = !group.querySelector("[data-words]:not([hidden])");
  document.getElementById("none").hidden = cards.some((card) => !card.hidden);
});
for (const button of navigator.clipboard ? document.querySelectorAll(".copy") : []) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.previousElementSibling.textContent);
    button.textContent = button.dataset.copied;
  });
}
