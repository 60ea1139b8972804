// Says what happened. Screen readers hear it from the button itself, where the style sheet hides it; this is for the eye.
const notice = document.querySelector("[data-notice]");

export function say(text, problem = false) {
  notice.textContent = text;
  notice.classList.toggle("problem", problem);
  notice.hidden = !text;
}

document.addEventListener("polytomic:opened", () => say("Go on in the window that opened. This page notices when you are done."));
document.addEventListener("polytomic:closed", () => say("Nothing was connected. You can try again whenever you like."));
document.addEventListener("polytomic:error", event => say(event.detail.error, true));
document.addEventListener("polytomic:connected", event => {
  const again = event.target.closest("[data-connection]");
  say(`${event.detail.connection.name} is ${again ? "reconnected" : "connected"}.`);
});
