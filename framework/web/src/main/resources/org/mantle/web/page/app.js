// The page: its parts by address, what the server tells, and what happens while it is away.
import {
  html, render, useEffect, useState, useShared, call, connection, route, announcement, emit, onEvent, go, address, isTyping, CallError, focusSearch,
} from './base.js';
import { ExplorerView } from './explorer.js';
import { RunsView, loadRuns, takeRun } from './runs.js';
import { HistoryView } from './history.js';
import { TableView, tables } from './table.js';

let stream = null;
let retry = 0;

function listen() {
  clearTimeout(retry);
  stream?.close();
  stream = new EventSource('/api/events');
  stream.addEventListener('hello', () => {
    connection.set({ state: 'here' });
    // what happened before this was listened to is looked at again, also by a page that has just begun; what is typed stays
    loadRuns().catch(() => {});
    emit('back', {});
  });
  stream.addEventListener('run', (event) => {
    const run = JSON.parse(event.data);
    takeRun(run);
    emit('run', run);
    if (run.ended) emit('ended', run);
  });
  ['log', 'batch', 'registry', 'objects'].forEach((name) => stream.addEventListener(name, (event) => emit(name, JSON.parse(event.data))));
  stream.addEventListener('closing', () => connection.set({ state: 'away' }));
  stream.onerror = () => {
    stream.close();
    clearTimeout(retry);
    retry = setTimeout(find, 1000);
    if (!document.hidden) connection.set({ state: connection.get().state === 'refused' ? 'refused' : 'away' });
  };
}

/** Asks whether the server is there before the stream is opened again. */
async function find() {
  try {
    await call('GET', '/api/panels');
    listen();
  } catch (e) {
    if (e instanceof CallError && e.status !== 401) retry = setTimeout(find, 1000);
    else retry = setTimeout(find, 3000);
  }
}

// a page that nobody sees holds none of the few connections that a browser has
document.addEventListener('visibilitychange', () => {
  if (document.hidden) {
    stream?.close();
    clearTimeout(retry);
  } else listen();
});
listen();

document.addEventListener('keydown', (event) => {
  if (event.key === '/' && !isTyping(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey && !document.querySelector('dialog[open]')) {
    event.preventDefault();
    if (!document.getElementById('search')) go();
    focusSearch();
  } else if (event.key === 'Escape' && !event.defaultPrevented && ['runs', 'history', 'table', 'objects'].includes(route.get().words[0]) && !document.querySelector('dialog[open]')) {
    event.preventDefault();
    if (route.get().words.length > 1 && route.get().words[0] !== 'table') go(route.get().words[0]);
    else go();
    focusSearch();
  }
});

function ObjectsView() {
  const [objects, setObjects] = useState(null);
  const [trouble, setTrouble] = useState('');
  const load = () => call('GET', '/api/objects').then(setObjects).catch((e) => setTrouble(e.message));
  useEffect(() => {
    load();
    const heard = [onEvent('objects', load), onEvent('back', load)];
    return () => heard.forEach((end) => end());
  }, []);
  const remove = (name) => call('DELETE', '/api/objects?name=' + encodeURIComponent(name)).then(load).catch((e) => setTrouble(e.message));
  return html`<div class="page"><h1>Objects</h1>${trouble ? html`<p class="problem" role="alert">${trouble}</p>` : ''}
    ${objects && objects.length === 0 ? html`<p class="hint">Nothing is kept in memory. What a run leaves under a name is here, and can be given to another by that name.</p>` : ''}
    ${objects && objects.length ? html`<table class="records"><thead><tr><th scope="col">Name</th><th scope="col">Kind</th><th scope="col"><span class="unseen">Remove</span></th></tr></thead>
      <tbody>${objects.map((object) => html`<tr><th scope="row">${object.name}</th><td>${object.kind}</td><td><button type="button" class="small" onClick=${() => remove(object.name)} aria-label=${'Remove ' + object.name}>Remove</button></td></tr>`)}</tbody></table>` : ''}</div>`;
}

/** A part that another module brings: its modules are loaded when it is first shown, and its element is drawn by them. */
function PanelView({ panel }) {
  const [trouble, setTrouble] = useState('');
  useEffect(() => {
    const base = '/panels/' + panel.name + '/files/';
    panel.styles.forEach((style) => {
      if (document.querySelector(`link[href="${base + style}"]`)) return;
      const link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = base + style;
      document.head.append(link);
    });
    panel.scripts.reduce((before, script) => before.then(() => import(base + script)), Promise.resolve())
      .catch((e) => setTrouble('This part could not be loaded: ' + e.message));
  }, [panel.name]);
  return html`<div class="page panel">${trouble ? html`<p class="problem" role="alert">${trouble}</p>` : ''}<${'mantle-' + panel.name} /></div>`;
}

function App() {
  const { words } = useShared(route);
  const { state } = useShared(connection);
  const { text } = useShared(announcement);
  const open = useShared(tables);
  const [panels, setPanels] = useState([]);
  useEffect(() => {
    const load = () => call('GET', '/api/panels').then(setPanels).catch(() => {});
    load();
    return onEvent('back', load);
  }, []);
  const part = words[0] || '';
  const links = [['', 'Algorithms'], ['runs', 'Runs'], ['history', 'History'], ['objects', 'Objects']];
  const current = ['runs', 'history', 'objects', 'panel', 'table'].includes(part) ? part : '';
  useEffect(() => {
    const titles = { runs: 'Runs', history: 'History', objects: 'Objects', table: 'Many at once', algorithm: words[1] };
    document.querySelector('header.top nav [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    document.title = (titles[part] ? titles[part] + ' · ' : '') + 'Mantle';
  }, [words, panels]);
  const panel = part === 'panel' ? panels.find((each) => each.name === words[1]) : null;
  let view;
  if (part === 'runs') view = html`<${RunsView} key=${'runs' + (words[1] || '')} id=${words[1]} />`;
  else if (part === 'history') view = html`<${HistoryView} key=${'history' + (words[1] || '')} id=${words[1]} />`;
  else if (part === 'table') view = html`<${TableView} key=${words[1]} id=${words[1]} />`;
  else if (part === 'objects') view = html`<${ObjectsView} />`;
  else if (panel) view = html`<${PanelView} key=${panel.name} panel=${panel} />`;
  else view = html`<${ExplorerView} />`;
  return html`<a class="unseen" href="#main" onClick=${(e) => { e.preventDefault(); document.getElementById('main').focus(); }}>To the content</a>
    <header class="top"><a class="brand" href="#/">Mantle</a><nav aria-label="Parts">
      ${links.map(([to, title]) => html`<a href=${to ? address(to) : '#/'} aria-current=${current === to ? 'page' : null}>${title}</a>`)}
      ${panels.map((each) => html`<a href=${address('panel', each.name)} aria-current=${panel?.name === each.name ? 'page' : null}>${each.title}</a>`)}
      ${open.map((table) => html`<a href=${address('table', table.id)} aria-current=${part === 'table' && words[1] === table.id ? 'page' : null}>${table.algorithm} (many)</a>`)}
    </nav></header>
    ${state === 'here' ? '' : html`<p class="banner" role="alert">${state === 'refused'
      ? 'The explorer was started anew and does not know this browser. Open the address that it printed in another tab; what you typed stays here.'
      : 'The server does not answer. What you typed stays here, and the page goes on when it is back.'}</p>`}
    <main id="main" tabindex="-1">${view}</main>
    <div class="unseen" aria-live="polite">${text}</div>`;
}

const root = document.getElementById('app');
root.textContent = '';
render(html`<${App} />`, root);
