// What every part of the page uses: the library, calls to the server, the state that parts share, and words for people.
import {
  html, render, useEffect, useLayoutEffect, useMemo, useRef, useState, useCallback,
} from './vendor/standalone.module.js';

export { html, render, useEffect, useLayoutEffect, useMemo, useRef, useState, useCallback };

/** A call that was refused, with the problem that the server told; status 0 when no server answered. */
export class CallError extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || 'the server answered ' + status);
    this.status = status;
    this.problems = problem.problems || [];
    this.rows = problem.rows || [];
  }
}

/** Calls the server with JSON; throws CallError. */
export async function call(method, path, body, signal) {
  let answer;
  try {
    answer = await fetch(path, {
      method,
      signal,
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (e) {
    if (e.name === 'AbortError') throw e;
    connection.set({ state: 'away' });
    throw new CallError(0, { detail: 'The server does not answer. What you typed stays here; try again when it is back.' });
  }
  if (answer.status === 401) connection.set({ state: 'refused' });
  const text = await answer.text();
  let json = null;
  try {
    json = text === '' ? null : JSON.parse(text);
  } catch (e) {
    if (answer.ok) throw new CallError(answer.status, { detail: 'the server answered something that is no JSON' });
  }
  if (!answer.ok) throw new CallError(answer.status, json || {});
  return json;
}

export const query = (path, parameters) => {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const text = given.flatMap(([name, value]) => [value].flat().map((each) =>
    encodeURIComponent(name) + '=' + encodeURIComponent(each))).join('&');
  return text ? path + '?' + text : path;
};

/** State that several parts share: each is drawn anew when it changes. */
export function shared(initial) {
  let value = initial;
  const listeners = new Set();
  return {
    get: () => value,
    set(change) {
      value = Array.isArray(value) || value instanceof Map ? change : { ...value, ...change };
      listeners.forEach((listener) => listener(value));
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useShared(state) {
  const [value, setValue] = useState(state.get());
  useLayoutEffect(() => {
    setValue(state.get());
    return state.listen(setValue);
  }, [state]);
  return value;
}

/** Whether the server answers: 'here', 'away', or 'refused' when it does not know this browser. */
export const connection = shared({ state: 'here' });

/** The runs by id, the newest last. */
export const runs = shared(new Map());

/** What listens to events of the server, by name. */
const eventListeners = new Map();

export function onEvent(name, listener) {
  if (!eventListeners.has(name)) eventListeners.set(name, new Set());
  eventListeners.get(name).add(listener);
  return () => eventListeners.get(name).delete(listener);
}

export function emit(name, data) {
  (eventListeners.get(name) || []).forEach((listener) => listener(data));
}

/** The part of the address behind the #, as words. */
export const route = shared({ words: [] });
const readRoute = () => route.set({ words: location.hash.replace(/^#\/?/, '').split('/').filter(Boolean).map(decodeURIComponent) });
addEventListener('hashchange', readRoute);
readRoute();

export const address = (...words) => '#/' + words.map((word) => encodeURIComponent(word)).join('/');
export function go(...words) {
  location.hash = address(...words);
  // the browser tells it later only, when an answer may have come for the place that is left
  readRoute();
}

/** Goes on without a step for the browser's way back: whoever walks through a list does not want to walk back through it. */
export function goBeside(...words) {
  history.replaceState(null, '', address(...words));
  readRoute();
}

/** What is said to screen readers, and nobody sees. */
export const announcement = shared({ text: '' });
export const announce = (text) => announcement.set({ text });

/** Calls a function when nothing has been asked for a while; the newest call counts. */
export function useDelayed(action, millis) {
  const timer = useRef(0);
  const latest = useRef(action);
  latest.current = action;
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback((...given) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => latest.current(...given), millis);
  }, [millis]);
}

export function duration(millis) {
  if (millis < 1000) return Math.round(millis) + ' ms';
  const seconds = millis / 1000;
  if (seconds < 60) return (seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)) + ' s';
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return minutes + ' min ' + Math.round(seconds % 60) + ' s';
  return Math.floor(minutes / 60) + ' h ' + (minutes % 60) + ' min';
}

export function size(bytes) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return (unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)) + ' ' + units[unit];
}

export function time(iso) {
  const when = new Date(iso);
  const pad = (n) => String(n).padStart(2, '0');
  const day = `${when.getFullYear()}-${pad(when.getMonth() + 1)}-${pad(when.getDate())}`;
  const today = new Date().toDateString() === when.toDateString();
  return (today ? '' : day + ' ') + `${pad(when.getHours())}:${pad(when.getMinutes())}:${pad(when.getSeconds())}`;
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch (e) {
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
  announce('Copied');
}

/** Goes to the search box, as soon as it is drawn. */
export function focusSearch(tries = 20) {
  const box = document.getElementById('search');
  if (box) {
    box.focus();
    box.select();
  } else if (tries > 0) requestAnimationFrame(() => focusSearch(tries - 1));
}

export const isTyping = (target) => target.matches?.('input:not([type=checkbox]):not([type=radio]), textarea, select');
