// Keeps the table current: a verified connection shows up without a click or a reload.
import "./events.js";

const connections = document.querySelector("[data-connections]");
async function refresh(changed) {
  const response = await fetch(connections.dataset.connections, { cache: "no-store" });
  if (!response.ok || response.redirected) {
    location.reload(); // signed out in the meantime
    return;
  }

  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const latest = page.querySelector("tbody");
  const current = connections.querySelector("tbody");
  if (latest && current) {
    merge(current, latest);
  } else {
    connections.replaceChildren(...page.body.children);
  }

  connections.querySelector(`[data-connection="${CSS.escape(changed)}"]`)?.classList.add("fresh");
  localTimes();
}

// Rows stay where they are, and so do their buttons: one of them may have the focus, or a popup of its own.
function merge(current, latest) {
  const known = new Map([...current.rows].map(row => [row.dataset.connection, row]));
  [...latest.rows].forEach((row, place) => {
    const old = known.get(row.dataset.connection);
    if (!old) {
      current.insertBefore(row, current.rows[place] ?? null);
      return;
    }
    old.classList.remove("fresh");
    [...row.cells].slice(0, -1).forEach((cell, i) => old.cells[i].replaceWith(cell));
  });
}

function localTimes() {
  const format = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
  for (const time of connections.querySelectorAll("time")) {
    time.title ||= time.textContent;
    time.textContent = format.format(new Date(time.dateTime));
  }
}

document.addEventListener("polytomic:connected", event => refresh(event.detail.connection.id));
if (connections) {
  localTimes();
}
