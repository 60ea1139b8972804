// Shows the events of the buttons as they come.
import "./notice.js";

const panel = document.querySelector("[data-events]");
panel.hidden = false;
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });

function show(event) {
  const line = document.createElement("li");
  const parts = { time: clock.format(new Date()), strong: event.type, span: event.target.textContent.trim(), code: event.detail ? JSON.stringify(event.detail) : "" };
  for (const [name, text] of Object.entries(parts)) {
    line.append(Object.assign(document.createElement(name), { textContent: text }), " ");
  }
  panel.querySelector("ol").prepend(line);
}

for (const name of ["opening", "opened", "connected", "closed", "error"]) {
  document.addEventListener(`polytomic:${name}`, show);
}
