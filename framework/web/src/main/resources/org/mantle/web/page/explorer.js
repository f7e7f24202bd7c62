// Finds an algorithm: the tree of categories, a search as you type, and what is said of the one that is chosen.
import {
  html, useEffect, useLayoutEffect, useMemo, useRef, useState, call, query, route, goBeside, address, useShared, onEvent, CallError,
} from './base.js';
import { forms, openForm, FormView, FormTabs } from './form.js';

const ROW = 30;
const HIT = 48;
const collapsedKey = 'mantle-collapsed';

/** Draws only the rows that are seen: there may be thousands. */
function VirtualList({ rows, height, chosen, draw, role, label, id, onKey }) {
  const box = useRef(null);
  const [view, setView] = useState({ top: 0, height: 800 });
  useLayoutEffect(() => {
    const measure = () => setView({ top: box.current.scrollTop, height: box.current.clientHeight || 800 });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    if (chosen < 0) return;
    const top = chosen * height;
    const element = box.current;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + height > element.scrollTop + element.clientHeight) element.scrollTop = top + height - element.clientHeight;
  }, [chosen, rows]);
  const first = Math.max(0, Math.floor(view.top / height) - 8);
  const last = Math.min(rows.length, Math.ceil((view.top + view.height) / height) + 8);
  const seen = [];
  for (let i = first; i < last; i += 1) seen.push(draw(rows[i], i, { transform: `translateY(${i * height}px)`, height: height + 'px' }));
  return html`<div class="list" id=${id} ref=${box} role=${role} aria-label=${label} tabindex="0" onKeyDown=${onKey}
      aria-activedescendant=${chosen >= 0 ? id + '-' + chosen : null}
      onScroll=${() => setView({ top: box.current.scrollTop, height: box.current.clientHeight })}>
    <div class="filler" role="presentation" style=${{ height: rows.length * height + 'px' }}>${seen}</div>
  </div>`;
}

/** Makes the tree of the entries [category, name, version, algorithm of an alias]. */
function tree(entries) {
  const root = { name: '', path: '', children: new Map(), items: [], count: 0 };
  for (const [category, name, version, of] of entries) {
    let node = root;
    node.count += of ? 0 : 1;
    for (const level of category.split('\\')) {
      const key = level.toLowerCase();
      if (!node.children.has(key)) {
        const path = node.path ? node.path + '\\' + level : level;
        node.children.set(key, { name: level, path, children: new Map(), items: [], count: 0 });
      }
      node = node.children.get(key);
      node.count += of ? 0 : 1;
    }
    node.items.push({ name, version, of });
  }
  return root;
}

const alphabet = new Intl.Collator('en', { numeric: true });
const byName = (a, b) => alphabet.compare(a.name, b.name);

function flatten(node, collapsed, level, into) {
  const sorted = [...node.children.values()].sort(byName);
  const size = sorted.length + node.items.length;
  sorted.forEach((child, i) => {
    const open = !collapsed.has(child.path);
    into.push({ category: child, level, open, place: i + 1, size });
    if (open) flatten(child, collapsed, level + 1, into);
  });
  const newest = new Map();
  node.items.forEach((item) => newest.set(item.name, Math.max(item.version, newest.get(item.name) || 0)));
  node.items.forEach((item, i) => into.push({
    item, level, older: item.version < newest.get(item.name), place: sorted.length + i + 1, size,
  }));
  return into;
}

const entriesOf = { list: null };

export function ExplorerView() {
  const { words } = useShared(route);
  const open = useShared(forms);
  const [entries, setEntries] = useState(entriesOf.list);
  const [text, setText] = useState('');
  const [found, setFound] = useState(null);
  const [collapsed, setCollapsed] = useState(() => new Set(JSON.parse(sessionStorage.getItem(collapsedKey) || '[]')));
  const [chosen, setChosen] = useState(-1);
  const [trouble, setTrouble] = useState('');
  const [faults, setFaults] = useState([]);
  const search = useRef(null);
  const asking = useRef(null);

  const load = async () => {
    try {
      entriesOf.list = await call('GET', '/api/algorithms');
      setEntries(entriesOf.list);
      setTrouble('');
      setFaults(await call('GET', '/api/faults'));
    } catch (e) {
      setTrouble(e.message);
    }
  };
  useEffect(() => {
    load();
    const heard = [onEvent('registry', (change) => { setFaults(change.faults); load(); }), onEvent('back', load)];
    return () => heard.forEach((end) => end());
  }, []);

  const ask = async (wanted) => {
    asking.current?.abort();
    if (wanted.trim() === '') {
      setFound(null);
      setChosen(-1);
      return;
    }
    asking.current = new AbortController();
    try {
      const answer = await call('GET', query('/api/search', { text: wanted }), undefined, asking.current.signal);
      setFound(answer);
      setChosen(0);
      // on a narrow screen what is said of it would hide the list
      if (answer.hits.length && route.get().words[0] !== 'form' && matchMedia('(min-width: 761px)').matches) goBeside('algorithm', answer.hits[0].name);
      setTrouble('');
    } catch (e) {
      if (e instanceof CallError) setTrouble(e.message);
    }
  };
  useEffect(() => onEvent('registry', () => ask(search.current?.value || '')), []);

  const root = useMemo(() => entries && tree(entries), [entries]);
  const count = useMemo(() => entries && new Set(entries.filter((entry) => !entry[3]).map((entry) => entry[1])).size, [entries]);
  const rows = useMemo(() => {
    if (found) return found.hits.map((hit) => ({ hit }));
    return root ? flatten(root, collapsed, 1, []) : [];
  }, [root, collapsed, found]);

  useLayoutEffect(() => {
    // what PageMeasurement looks at
    if (entries) performance.mark('list');
  }, [entries !== null]);

  const toggle = (path) => {
    const next = new Set(collapsed);
    if (!next.delete(path)) next.add(path);
    setCollapsed(next);
    sessionStorage.setItem(collapsedKey, JSON.stringify([...next]));
  };
  const isNewest = (item) => !item.older;
  const select = (row) => {
    if (row?.hit) goBeside('algorithm', row.hit.name);
    else if (row?.item) {
      const name = row.item.of || row.item.name;
      if (isNewest(row.item) && !row.item.of) goBeside('algorithm', name);
      else goBeside('algorithm', name, String(row.item.version));
    }
  };
  const enter = (row) => {
    if (!row) return;
    if (row.category) toggle(row.category.path);
    else {
      const name = row.hit ? row.hit.name : row.item.of || row.item.name;
      openForm(name, row.item && (row.item.older || row.item.of) ? row.item.version : undefined);
    }
  };
  const move = (to) => {
    if (rows.length === 0) return;
    const next = Math.max(0, Math.min(rows.length - 1, to));
    setChosen(next);
    select(rows[next]);
  };
  const onKey = (event) => {
    const row = rows[chosen];
    const inBox = event.currentTarget === search.current;
    const page = 12;
    const moves = {
      ArrowDown: () => move(chosen + 1),
      ArrowUp: () => move(chosen - 1),
      PageDown: () => move(chosen + page),
      PageUp: () => move(chosen - page),
      Enter: () => enter(row || rows[0]),
    };
    if (!inBox || text === '') {
      moves.Home = () => move(0);
      moves.End = () => move(rows.length - 1);
      moves.ArrowRight = () => row?.category && (row.open ? move(chosen + 1) : toggle(row.category.path));
      moves.ArrowLeft = () => {
        if (row?.category && row.open) toggle(row.category.path);
        else if (row) {
          let up = chosen - 1;
          while (up >= 0 && !(rows[up].category && rows[up].level < row.level)) up -= 1;
          if (up >= 0) move(up);
        }
      };
    }
    if (event.key === 'Escape') {
      setText('');
      ask('');
      search.current.focus();
      event.preventDefault();
    } else if (moves[event.key] && !event.ctrlKey && !event.metaKey && !event.altKey) {
      moves[event.key]();
      event.preventDefault();
    }
  };

  const showsForm = words[0] === 'form';
  const name = words[0] === 'algorithm' ? words[1] : '';
  const draw = (row, i, style) => {
    const common = {
      key: i, id: 'found-' + i, style, 'aria-selected': String(i === chosen), class: 'row' + (i === chosen ? ' chosen' : ''),
    };
    if (row.hit) {
      return html`<div ...${common} role="option" class=${common.class + ' hit'} aria-setsize=${rows.length} aria-posinset=${i + 1}
          onClick=${() => { setChosen(i); select(row); }} onDblClick=${() => enter(row)}>
        <span class="name">${row.hit.name}</span><span class="path">${row.hit.category}</span>
        <span class="summary">${row.hit.summary}</span></div>`;
    }
    const indent = { ...style, paddingLeft: 8 + (row.level - 1) * 14 + (row.item ? 4 : 0) + 'px' };
    if (row.category) {
      return html`<div ...${common} style=${indent} role="treeitem" aria-level=${row.level} aria-expanded=${String(row.open)}
          aria-setsize=${row.size} aria-posinset=${row.place} class=${common.class + ' category'}
          onClick=${() => { setChosen(i); toggle(row.category.path); }}>
        <span class="twist" aria-hidden="true">${row.open ? '▾' : '▸'}</span><span class="name">${row.category.name}</span>
        <span class="count">${row.category.count}</span></div>`;
    }
    const { item } = row;
    return html`<div ...${common} style=${indent} role="treeitem" aria-level=${row.level} aria-setsize=${row.size} aria-posinset=${row.place}
        onClick=${() => { setChosen(i); select(row); }} onDblClick=${() => enter(row)}>
      <span class="name">${item.name}</span>${row.older ? html`<span class="tag">v${item.version}</span>` : ''}
      ${item.of ? html`<span class="path">= ${item.of}</span>` : ''}</div>`;
  };

  return html`<div class=${'explorer' + (showsForm || name ? ' detail' : '')}>
    <section class="finder" aria-label="Find an algorithm">
      <div class="search">
        <input id="search" ref=${search} type="search" role="combobox" aria-label="Search algorithms" placeholder="Search   ( / )"
          aria-controls="found" aria-expanded="true" aria-autocomplete="list" autocomplete="off" spellcheck="false" autofocus
          aria-activedescendant=${chosen >= 0 && chosen < rows.length ? 'found-' + chosen : null}
          value=${text} onInput=${(event) => { setText(event.target.value); ask(event.target.value); }} onKeyDown=${onKey} />
      </div>
      ${trouble ? html`<p class="problem" role="alert">${trouble}</p>` : ''}
      ${found && found.count === 0 ? html`<p class="hint">Nothing fits “${text}”.</p>` : ''}
      ${entries && entries.length === 0 && !found ? html`<p class="hint">There are no algorithms here. Put the jar of a plugin into the folder of plugins.</p>` : ''}
      <${VirtualList} key=${found ? 'hits' : 'tree'} id="found" rows=${rows} height=${found ? HIT : ROW} chosen=${chosen < rows.length ? chosen : -1}
        draw=${draw} role=${found ? 'listbox' : 'tree'} label=${found ? 'Algorithms found' : 'Algorithms by category'} onKey=${onKey} />
      ${faults.length ? html`<details class="faults"><summary>${faults.length === 1 ? '1 fault' : faults.length + ' faults'} of plugins</summary>
        <ul>${faults.map((fault) => html`<li>${fault.source}: <span class="error">${fault.message}</span></li>`)}</ul></details>` : ''}
      <p class="foot" aria-live="polite">${found ? found.count + ' found' : entries ? count + ' algorithms' : 'Loading…'}</p>
    </section>
    <section class="detail" aria-label="Algorithm">
      <${FormTabs} />
      ${showsForm && open.some((form) => form.id === words[1])
        ? html`<${FormView} key=${words[1]} id=${words[1]} />`
        : name ? html`<${Description} key=${name + '/' + words[2]} name=${name} version=${words[2]} />`
          : html`<div class="empty"><h1>Algorithms</h1><p>Choose an algorithm to see what it does, and <kbd>Enter</kbd> to fill it in.</p>
            <p class="keys"><kbd>/</kbd> search <kbd>↑</kbd> <kbd>↓</kbd> choose <kbd>Enter</kbd> open <kbd>Ctrl</kbd> <kbd>Enter</kbd> run <kbd>Esc</kbd> back</p></div>`}
    </section>
  </div>`;
}

const direction = { Input: 'in', Output: 'out', InOut: 'in, out' };

function Description({ name, version }) {
  const [algorithm, setAlgorithm] = useState(null);
  const [trouble, setTrouble] = useState('');
  useEffect(() => {
    let current = true;
    const load = () => call('GET', query('/api/algorithm', { name, version }))
      .then((answer) => { if (current) { setAlgorithm(answer); setTrouble(''); } })
      .catch((e) => { if (current) setTrouble(e.message); });
    // whoever walks through the list with the arrows wants only the one at which he stays
    const timer = setTimeout(load, 40);
    const end = onEvent('registry', load);
    return () => { current = false; clearTimeout(timer); end(); };
  }, [name, version]);
  if (trouble) return html`<p class="problem" role="alert">${trouble}</p>`;
  if (!algorithm) return html`<p class="hint loading">…</p>`;
  const a = algorithm;
  const defaultOf = (property) => {
    if (property.mandatory) return html`<em>needed</em>`;
    if (property.defaultRule) return html`<em>${property.defaultRule}</em>`;
    if (property.default === null || property.default === '' || property.secret) return '';
    return html`<code>${typeof property.default === 'string' ? property.default : JSON.stringify(property.default)}</code>`;
  };
  return html`<article class="description">
    <header>
      <p class="back"><a href="#/">‹ Algorithms</a></p>
      <h1>${a.name} <span class="tag">v${a.version}</span></h1>
      <button class="primary" onClick=${() => openForm(a.name, a.isNewest ? undefined : a.version)}>Open <kbd>Enter</kbd></button>
    </header>
    ${a.deprecation ? html`<p class="warning">Should not be used any more${a.deprecation.replacement ? html`; use <a href=${address('algorithm', a.deprecation.replacement)}>${a.deprecation.replacement}</a>` : ''}.</p>` : ''}
    <p class="summary">${a.summary}</p>
    <dl class="facts">
      ${a.categories.length ? html`<dt>Category</dt><dd>${a.categories.map((c) => c.replaceAll('\\', ' › ')).join(', ')}</dd>` : ''}
      ${a.aliases.length ? html`<dt>Also called</dt><dd>${a.aliases.join(', ')}</dd>` : ''}
      ${a.versions.length > 1 ? html`<dt>Versions</dt><dd>${a.versions.map((v, i) => html`${i ? ', ' : ''}${v === a.version ? html`<strong>${v}</strong>` : html`<a href=${address('algorithm', a.name, v)}>${v}</a>`}`)}</dd>` : ''}
      ${a.seeAlso.length ? html`<dt>See also</dt><dd>${a.seeAlso.map((other, i) => html`${i ? ', ' : ''}<a href=${address('algorithm', other)}>${other}</a>`)}</dd>` : ''}
      ${a.preconditions.length ? html`<dt>Before a run</dt><dd>${a.preconditions.map((p, i) => html`${i ? '; ' : ''}${p.name}${p.when ? ' (' + p.when + ')' : ''}`)}</dd>` : ''}
    </dl>
    <h2>Properties</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="Properties"><table class="properties">
      <thead><tr><th scope="col">Name</th><th scope="col">Direction</th><th scope="col">Type</th><th scope="col">Default</th><th scope="col">Meaning</th></tr></thead>
      <tbody>${a.properties.map((p) => html`<tr>
        <th scope="row">${p.name}</th><td>${direction[p.direction]}</td><td>${p.secret ? 'secret' : p.type}${p.unit ? ' (' + p.unit + ')' : ''}</td>
        <td>${p.direction === 'Output' ? '' : defaultOf(p)}</td>
        <td>${p.documentation}${p.allowedValues.length ? html` <span class="allowed">One of ${p.allowedValues.slice(0, 20).join(', ')}${p.allowedValues.length > 20 ? ', …' : ''}.</span>`
          : p.constraint ? html` <span class="allowed">Must be ${p.constraint}.</span>` : ''}
          ${p.visibleWhen.length ? html` <span class="allowed">Only when ${p.visibleWhen.join(' and ')}.</span>` : ''}</td></tr>`)}</tbody>
    </table></div>
    <p class="source">${a.source}</p>
  </article>`;
}
