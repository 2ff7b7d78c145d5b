// Datasette's menu of a column says of it what stands above the table, in the language of the page.
"use strict";

for (const term of document.querySelectorAll(".column-descriptions dt")) {
  const heading = document.querySelector(`th[data-column="${CSS.escape(term.textContent)}"]`);
  if (heading) heading.dataset.columnDescription = term.nextElementSibling.textContent;
}
