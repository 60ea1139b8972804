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

// Fields that count under conditions: hidden while these do not hold.
const controlsOf = (name) => [...document.querySelectorAll('input:not([type="hidden"]), select, textarea')].filter((control) => control.name === name);
const valueOf = (name) => {
  const control = controlsOf(name)[0];
  return !control ? '' : control.type === 'checkbox' ? String(control.checked) : control.value;
};
const holds = (place, { name, values, not }) => {
  const value = valueOf(place ? `${place}/${name}` : name);
  return (values ? values.includes(value) : value !== '' && value !== 'false') !== not;
};
const showWhatCounts = () => {
  for (const field of document.querySelectorAll('[data-when]')) {
    field.hidden = !JSON.parse(field.dataset.when).some((all) => all.every((condition) => holds(field.dataset.in, condition)));
  }
};
if (document.querySelector('[data-when]')) {
  document.addEventListener('input', showWhatCounts);
  document.addEventListener('change', showWhatCounts);
  window.addEventListener('pageshow', showWhatCounts);
  showWhatCounts();
}

// Lists: rows are added, removed and moved without a round trip, so that secrets and chosen files stay.
let copies = 0;
const rename = (row, to) => {
  const from = row.dataset.row;
  const moved = (name) => (name === from || name.startsWith(`${from}/`) ? to + name.slice(from.length) : name);
  row.dataset.row = to;
  for (const inner of row.querySelectorAll('[data-row]')) {
    inner.dataset.row = moved(inner.dataset.row);
  }
  for (const inner of row.querySelectorAll('[data-in]')) {
    inner.dataset.in = moved(inner.dataset.in);
  }
  for (const button of row.querySelectorAll('button')) {
    button.value = moved(button.value);
  }
  for (const control of row.querySelectorAll('input, select, textarea')) {
    control.name = moved(control.name);
  }
};
const renumber = (list) => {
  [...list.children].forEach((row, index) => {
    rename(row, row.dataset.row.replace(/\d+$/, String(index)));
    const numbered = (element) => element.setAttribute('aria-label', element.getAttribute('aria-label').replace(/\d+$/, String(index + 1)));
    numbered(row);
    for (const button of row.querySelectorAll(':scope > .row-actions > button')) {
      numbered(button);
      if ('moveRow' in button.dataset) {
        button.hidden = index === 0;
      }
    }
  });
};
const emptied = (row) => {
  // Lists inside of the row start with one row of their own.
  for (const inner of row.querySelectorAll('.row-list')) {
    while (inner.children.length > 1) {
      inner.lastElementChild.remove();
    }
  }
  for (const stale of row.querySelectorAll('.error, .kept, input[type="hidden"]')) {
    stale.remove();
  }
  for (const field of row.querySelectorAll('.invalid')) {
    field.classList.remove('invalid');
  }
  copies += 1;
  for (const control of row.querySelectorAll('input, select, textarea')) {
    const id = `${control.id}-${copies}`;
    row.querySelector(`label[for="${control.id}"]`)?.setAttribute('for', id);
    control.id = id;
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
    if (control.placeholder === 'Unchanged') {
      control.placeholder = '';
    }
  }
  return row;
};
const first = (row) => row?.querySelector('input:not([type="hidden"]), select, textarea');
document.addEventListener('click', (event) => {
  const button = event.target.closest?.('[data-add-row], [data-remove-row], [data-move-row]');
  if (!button) {
    return;
  }
  event.preventDefault();
  const row = button.closest('.row');
  const list = 'addRow' in button.dataset ? button.parentElement.querySelector('.row-list') : row.parentElement;
  if ('addRow' in button.dataset) {
    const fresh = emptied(list.lastElementChild.cloneNode(true));
    list.append(fresh);
    renumber(list);
    first(fresh)?.focus();
  } else if ('moveRow' in button.dataset) {
    row.previousElementSibling?.before(row);
    renumber(list);
    (button.hidden ? first(row) : button)?.focus();
  } else {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    if (next) {
      row.remove();
    } else {
      // The last one is left, with nothing in it.
      row.replaceWith(emptied(row.cloneNode(true)));
    }
    renumber(list);
    first(next ?? list.firstElementChild)?.focus();
  }
  showWhatCounts();
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
