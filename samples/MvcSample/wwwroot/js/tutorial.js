// What the front end of Polytomic's tutorial does, in code of our own.
const redirect_url = new URL("/tutorial/connected", location.href).href;
const requests = {
  postgresql: { name: "My Postgres connection", redirect_url, type: "postgresql" },
  crm: { name: "CRM", redirect_url, whitelist: ["salesforce", "hubspot", "marketo", "outreach"] },
};
const notice = document.querySelector("[data-notice]");

async function connect(request) {
  const response = await fetch("/_/api/connections/connect", {
    method: "POST",
    mode: "cors",
    cache: "no-cache",
    credentials: "same-origin",
    body: JSON.stringify(request),
  });
  const answer = await response.json();
  if (!response.ok) {
    throw new Error(answer.error);
  }

  window.open(answer.data.redirect_url, "_blank");
  return answer.data.session;
}

// The tutorial stops there. Whoever wants to know how it went asks with the session.
async function outcome(session) {
  for (;;) {
    await new Promise(resolve => setTimeout(resolve, 2000));
    const response = await fetch(`/_/api/connect_status?session=${encodeURIComponent(session)}`);
    const answer = await response.json();
    if (!response.ok) {
      throw new Error(answer.error);
    }
    if (answer.data.status !== "pending") {
      return answer.data;
    }
  }
}

function say(text, problem = false) {
  notice.textContent = text;
  notice.classList.toggle("problem", problem);
  notice.hidden = false;
}

let latest; // of two attempts the later one is talked about
document.addEventListener("click", async event => {
  const button = event.target.closest("[data-connect]");
  if (!button) {
    return;
  }

  const attempt = (latest = {});
  const sayUnlessOutdated = (...message) => attempt === latest && say(...message);
  try {
    const session = await connect(requests[button.dataset.connect]);
    sayUnlessOutdated("Go on in the tab that opened. This page waits for the outcome.");
    const { status, connection } = await outcome(session);
    sayUnlessOutdated(status === "connected" ? `${connection.name} is connected.` : "Nothing was connected in time. Please try again.", status !== "connected");
  } catch (error) {
    sayUnlessOutdated(error.message, true);
  }
});
