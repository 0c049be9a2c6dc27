/**
 * The script of the HTML report: filters, search, keys. It is a text because it runs in a browser, without a build; it
 * reads only attributes of the page and writes no markup. Every check is readable without it.
 */
export const script = `(() => {
'use strict';
const all = (selector) => [...document.querySelectorAll(selector)];
const checks = all('.check'), buttons = all('[data-filter]');
const chapter = document.getElementById('chapter'), search = document.getElementById('search'), shown = document.getElementById('shown');
document.documentElement.classList.add('script');
function apply() {
  const verdicts = buttons.filter((b) => b.getAttribute('aria-pressed') === 'true').map((b) => b.dataset.filter);
  const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let count = 0;
  for (const check of checks) {
    const text = check.dataset.text;
    const fits = (verdicts.length === 0 || verdicts.includes(check.dataset.verdict))
      && (chapter.value === '' || chapter.value === check.dataset.chapter) && words.every((word) => text.includes(word));
    check.hidden = !fits;
    if (fits) count++;
  }
  shown.textContent = count === checks.length ? count + ' checks' : count + ' of ' + checks.length + ' checks';
}
for (const button of buttons) button.addEventListener('click', () => {
  button.setAttribute('aria-pressed', String(button.getAttribute('aria-pressed') !== 'true'));
  apply();
});
chapter.addEventListener('change', apply);
search.addEventListener('input', apply);
const fold = (open) => () => { for (const check of checks) if (!check.hidden) check.open = open; };
document.getElementById('open').addEventListener('click', fold(true));
document.getElementById('close').addEventListener('click', fold(false));
for (const button of all('.copy')) button.addEventListener('click', async () => {
  const code = button.previousElementSibling;
  try {
    await navigator.clipboard.writeText(code.textContent);
    button.textContent = 'Copied';
  } catch {
    getSelection().selectAllChildren(code);
    button.textContent = 'Selected';
  }
  setTimeout(() => { button.textContent = 'Copy'; }, 1500);
});
function jump(step) {
  const visible = checks.filter((check) => !check.hidden);
  if (visible.length === 0) return;
  const at = visible.findIndex((check) => check.contains(document.activeElement));
  const next = visible[at < 0 ? (step > 0 ? 0 : visible.length - 1) : Math.min(visible.length - 1, Math.max(0, at + step))];
  const summary = next.querySelector('summary');
  summary.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'nearest' });
}
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target === search && event.key === 'Escape') { search.value = ''; apply(); search.blur(); }
  if (/^(INPUT|SELECT)$/.test(event.target.tagName)) return;
  if (event.key === '/') { event.preventDefault(); search.focus(); }
  if (event.key === 'j') jump(1);
  if (event.key === 'k') jump(-1);
});
function target() {
  const check = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (check && check.classList.contains('check')) { check.hidden = false; check.open = true; check.scrollIntoView(); }
}
addEventListener('hashchange', target);
apply();
target();
})();`;
