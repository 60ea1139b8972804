// Makes the modal quicker to use. Everything works without it.
'use strict';

// The picker: filter while typing, move with the arrow keys.
const search = document.querySelector('[data-filter]');
if (search) {
  const items = [...document.querySelectorAll('#tiles > li')];
  const count = document.querySelector('[data-count]');
  const nothing = document.querySelector('[data-nothing]');
  const shown = () => items.filter((item) => !item.hidden);
  const filter = () => {
    const text = search.value.trim().toLowerCase();
    for (const item of items) {
      item.hidden = !item.dataset.name.includes(text);
    }
    const found = shown().length;
    count.textContent = found === 1 ? '1 integration' : `${found} integrations`;
    nothing.hidden = found > 0;
  };
  search.addEventListener('input', filter);
  window.addEventListener('pageshow', filter);
  search.form.addEventListener('submit', (event) => {
    event.preventDefault();
    shown()[0]?.querySelector('a').click();
  });
  document.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) {
      return;
    }
    const links = shown().map((item) => item.querySelector('a'));
    const at = links.indexOf(document.activeElement);
    const next = at + step;
    event.preventDefault();
    (next < 0 ? search : links[Math.min(next, links.length - 1)])?.focus();
  });
}

// Lists: another row without a round trip, so that secrets and chosen files stay.
document.addEventListener('click', (event) => {
  const button = event.target.closest?.('[data-add-row]');
  if (button) {
    event.preventDefault();
    const list = button.parentElement.querySelector('.row-list');
    const last = list.lastElementChild;
    const [, name, index] = last.dataset.row.match(/^(.*)\/(\d+)$/s);
    const from = `${name}/${index}`;
    const to = `${name}/${Number(index) + 1}`;
    const row = last.cloneNode(true);
    row.dataset.row = to;
    // Lists inside of the row start with one row of their own.
    for (const inner of row.querySelectorAll('.row-list')) {
      while (inner.children.length > 1) {
        inner.lastElementChild.remove();
      }
    }
    row.setAttribute('aria-label', row.getAttribute('aria-label').replace(/\d+$/, String(Number(index) + 2)));
    const suffix = `-${Number(index) + 1}`;
    const moved = (name) => (name.startsWith(`${from}/`) ? to + name.slice(from.length) : name);
    for (const inner of row.querySelectorAll('[data-row]')) {
      inner.dataset.row = moved(inner.dataset.row);
    }
    for (const adder of row.querySelectorAll('[data-add-row]')) {
      adder.dataset.addRow = adder.value = moved(adder.value);
    }
    for (const control of row.querySelectorAll('input, select, textarea')) {
      control.name = moved(control.name);
      row.querySelector(`label[for="${control.id}"]`)?.setAttribute('for', control.id + suffix);
      control.id += suffix;
      control.removeAttribute('aria-describedby');
      control.removeAttribute('aria-invalid');
      if (control.type === 'checkbox') {
        control.checked = 'on' in control.dataset;
      } else {
        control.value = control.dataset.preset ?? '';
      }
      if (control.selectedIndex < 0) {
        control.selectedIndex = 0;
      }
    }
    for (const text of row.querySelectorAll('.error')) {
      text.remove();
    }
    for (const field of row.querySelectorAll('.invalid')) {
      field.classList.remove('invalid');
    }
    list.append(row);
    row.querySelector('input, select, textarea')?.focus();
  }
});

// While it is tried: say so, and take no second click.
for (const form of document.querySelectorAll('[data-connect]')) {
  form.addEventListener('submit', (event) => {
    if (form.getAttribute('aria-busy') === 'true') {
      event.preventDefault();
      return;
    }
    form.setAttribute('aria-busy', 'true');
    const button = form.querySelector('[data-busy]');
    if (button) {
      button.dataset.text = button.textContent;
      button.textContent = button.dataset.busy;
    }
  });
}

// The back button may bring the page back as it was left.
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('[aria-busy]')) {
    form.removeAttribute('aria-busy');
  }
  for (const button of document.querySelectorAll('[data-text]')) {
    button.textContent = button.dataset.text;
  }
});

// The overview: look again every other second, and show what is new.
const live = () => document.querySelector('[data-live]');
if (live()) {
  setInterval(async () => {
    if (document.hidden || getSelection().type === 'Range') {
      return;
    }
    try {
      const response = await fetch(location.href, { cache: 'no-store' });
      const fresh = new DOMParser().parseFromString(await response.text(), 'text/html').querySelector('[data-live]');
      if (fresh && fresh.textContent !== live().textContent) {
        const open = new Set([...document.querySelectorAll('details[open]')].map((details) => details.dataset.key));
        for (const details of fresh.querySelectorAll('details')) {
          details.open = open.has(details.dataset.key);
        }
        live().replaceWith(fresh);
      }
    } catch {
      // The app is being started again; it will be back.
    }
  }, 2000);
}
