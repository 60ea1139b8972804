/*
 * The button, and the page on which its popup lands.
 *
 *            click            session            connected, says the server
 *   free ────────────▶ asking ────────▶ waiting ─────────────────────────────▶ over
 *    ▲                   │                │  the user is back without            ▲
 *    │ polytomic:error   │                ▼  a connection                        │
 *    └───────────────────┘              closed ──────────────────────────────────┘
 *                                       (free again, and still listening)
 *
 * Only the server says what became of a session. Whatever else happens (a message, the focus, the network coming
 * back, the page being shown again, time passing) means "ask now" and nothing more.
 *
 * Every step is told on the button: polytomic:opened, then polytomic:connected, polytomic:closed or polytomic:error.
 */
const connect = () => {
  const channel = new BroadcastChannel('polytomic-connect');

  // The completion page: say that the session is worth asking about. Whoever waits for it acknowledges, and this page
  // is done; else nobody is left to go back to, and the user goes on from here. Only there: on another page such an
  // attribute may come from anybody.
  const landing = document.querySelector('[data-polytomic-session]');
  if (landing && /connect_complete$/.test(location.pathname)) {
    const id = landing.dataset.polytomicSession;
    const leave = setTimeout(() => location.replace(landing.href), 400);
    channel.onmessage = ({ data }) => {
      if (data === 'ack' + id) {
        clearTimeout(leave);
        close();
      }
    };
    channel.postMessage(id);
    return;
  }

  // What survives a reload, a crash, a trip to the modal in this same tab: { id, url, key, closed, over } each.
  // Where the storage is full, or denied (a frame in a page of another site), nothing does, and all else works.
  let sessions = [];
  try {
    sessions = JSON.parse(sessionStorage.polytomicConnect);
  } catch { }
  const save = () => {
    try {
      sessionStorage.polytomicConnect = JSON.stringify(sessions.filter(({ over }) => !over));
    } catch { }
  };

  let latest; // the popup that was opened last

  // A property besides the attribute: copies of the button have that one, too (Turbo keeps some of pages that were left).
  const setBusy = (button, busy) => {
    button.busy = button.ariaBusy = busy;
  };

  // After a reload, or when the page has replaced its buttons: the one that asks for the same.
  const finder = (key, element) => () => {
    if (!element?.isConnected) {
      element = document.querySelector(`[data-key="${key}"]`);
    }
    return element?.querySelector('button') || element || document.body;
  };

  // Only the page's own origin is asked: a button may come from anybody, too, and the answer says where to go.
  const request = async (url, options) => {
    const response = await fetch(url, { mode: 'same-origin', ...options });
    const answer = await response.json();
    if (!response.ok) {
      throw answer;
    }
    return answer.data;
  };

  // Tells the page by an event, and the user in the live region after the button (ours: it brings the texts).
  const tell = (button, type, detail) => {
    const region = button.nextElementSibling;
    const text = region?.dataset[type];
    if (text) {
      region.textContent = detail?.error || text;
    }
    button.dispatchEvent(new CustomEvent('polytomic:' + type, { bubbles: true, detail }));
    return text;
  };

  // The end of waiting: the button is free, and has the focus unless the user has taken it elsewhere.
  const free = (button, type, detail) => {
    setBusy(button);
    if (document.activeElement === document.body) {
      button.focus();
    }
    tell(button, type, detail);
  };

  // `back` counts looks in a row at a popup that is gone and a user who is here. It starts below zero: a popup that is
  // gone while it is so new was cut off by a page, and minus infinity stays until the user comes back.
  const follow = (session, target, back, popup) => {
    let looks = 0;
    let next = session.closed ? Infinity : 13; // the look at which to ask, in case nothing else makes us ask
    let asked;

    // Once the user was told that it is closed, only a connection is news, and the button is no longer its own.
    const end = (over, type, detail) => {
      const told = session.closed;
      session.closed = true;
      session.over = over;
      save();
      if (!told || detail?.connection) {
        (told ? tell : free)(target(), type, detail);
      }
    };

    // One question at a time. None is dropped: the one under way may have been answered before the news.
    const ask = () => asked = (async () => {
      await asked;
      try {
        if (!session.over) {
          const { status, connection } = await request(session.url);
          if (connection) {
            popup?.close();
            end(true, status, { connection });
          } else if (status === 'expired') {
            end(true, 'closed');
          }
        }
      } catch (problem) {
        // Refused is for good; a server that is busy or down (429 and up) or a network that is away is not.
        if (problem.status < 429) {
          end(true, 'error', problem);
        }
      }
    })();

    // Nothing tells a popup that was closed from one that a page inside it has cut off (Cross-Origin-Opener-Policy):
    // only where the user is. One that is gone within its first looks was cut by the modal or by our own page, and then
    // the user has to come back (the focus event) before it can count as closed.
    const look = async () => {
      const gone = (!popup || popup.closed) && document.hasFocus();
      back = gone ? back < 0 ? -Infinity : back + 1 : Math.min(back + 1, 0);
      if (++looks === next) {
        next *= 2;
        ask();
      }
      if (back === 4) {
        await ask();
        if (!session.closed) {
          end(false, 'closed');
          next = looks + 13;
        }
      }
      if (!session.over) {
        setTimeout(look, 300);
      }
    };

    for (const type of ['focus', 'online', 'pageshow']) {
      addEventListener(type, () => {
        back = 0;
        ask();
      });
    }

    channel.addEventListener('message', ({ data }) => {
      if (data === session.id) {
        channel.postMessage('ack' + data);
        ask();
      }
    });

    if (!session.closed && target() !== document.body) {
      setBusy(target(), true);
    }
    look();
  };

  const start = async (element) => {
    const { mode, dark, key } = element.dataset; // dark: only where the browser is to decide, else it is in the intent
    const target = finder(key, element);
    if (target().busy) {
      latest?.focus();
      return;
    }
    setBusy(target(), true);

    // The popup opens within the click, or it is blocked: then the modal takes this tab. (A page may have an `open`.)
    let popup = mode === 'redirect' ? null : window.open('', '_blank', mode ? '' : `popup,width=640,height=800,left=${
      screen.availLeft + (screen.availWidth - 640) / 2},top=${screen.availTop + (screen.availHeight - 800) / 2}`);
    if (popup?.closed) {
      popup = null;
    }
    latest = popup;
    const shut = () => popup?.close();
    addEventListener('pagehide', shut);
    const text = tell(target(), 'opening');
    if (popup) {
      const page = popup.document;
      page.title = page.body.textContent = text;
      page.documentElement.style.cssText = 'color-scheme:light dark;font:1.2em system-ui;padding:2em';
    }

    try {
      const url = element.action || element.dataset.polytomicConnect;
      const { redirect_url, session } = await request(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          intent: element.dataset.intent || element.intent.value,
          dark: dark && matchMedia('(prefers-color-scheme:dark)').matches,
        }),
      });
      if (popup?.closed) {
        free(target(), 'closed');
      } else {
        const saved = { id: session, url: url + '/../../connect_status?session=' + session, key };
        sessions.push(saved);
        save();
        tell(target(), 'opened');
        (popup || window).location = redirect_url;
        follow(saved, target, -4, popup);
      }
    } catch (problem) {
      // The server says what is wrong in words; else a network, or a proxy in front of it, is what failed.
      shut();
      free(target(), 'error', { code: 'network_error', error: target().nextElementSibling?.dataset.error, ...problem });
    }
    removeEventListener('pagehide', shut);
  };

  for (const type of ['click', 'submit']) {
    document.addEventListener(type, (event) => {
      const element = event.target.closest?.('[data-polytomic-connect]');
      if (element && !event.defaultPrevented && type === (element.action ? 'submit' : 'click')) {
        event.preventDefault();
        start(element);
      }
    });
  }

  for (const session of sessions) {
    follow(session, finder(session.key), 0);
  }
};

// Loaded twice, it still acts once. (An element with this id is not yet the script.)
if (!document.polytomicConnect) {
  document.polytomicConnect = true;
  connect();
}
