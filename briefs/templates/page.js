"use strict";
(() => {
  const search = document.getElementById("search");
  const outlet = document.getElementById("outlet");
  const shown = document.getElementById("shown");
  const stories = [...document.querySelectorAll(".story")];
  const letters = { "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي" };
  const fold = (text) => text
    .replace(/[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]/g, "")
    .replace(/[أإآٱىةؤئ]/g, (letter) => letters[letter])
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .toLowerCase();
  const texts = stories.map((story) => fold(story.textContent));
  const filter = () => {
    const words = fold(search.value).split(/\s+/).filter(Boolean);
    const wanted = outlet ? outlet.value : "";
    let count = 0;
    stories.forEach((story, place) => {
      const mine = story.dataset.outlets.split("\n");
      const found = words.every((word) => texts[place].includes(word)) && (!wanted || mine.includes(wanted));
      story.hidden = !found;
      const line = document.querySelector(`nav a[href="#${story.id}"]`);
      if (line) line.parentElement.hidden = !found;
      count += found ? 1 : 0;
    });
    shown.textContent = words.length || wanted ? `${count} of ${stories.length} shown` : "";
  };
  if (search) {
    document.getElementById("filters").hidden = false;
    search.addEventListener("input", filter);
    if (outlet) outlet.addEventListener("change", filter);
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      for (const flag of document.querySelectorAll(".flag:hover, .flag:focus-within")) flag.classList.add("quiet");
    }
  });
  for (const kind of ["focusin", "mouseover"]) {
    document.addEventListener(kind, (event) => {
      for (const flag of document.querySelectorAll(".flag.quiet")) {
        if (!flag.contains(event.target)) flag.classList.remove("quiet");
      }
    });
  }
})();
