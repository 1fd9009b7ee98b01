const status = document.getElementById('live');
const waiting = new Map();

/** A part is left alone while somebody is in the middle of it. */
function isInUse(section) {
  return section.querySelector('details[open]') || section.contains(document.activeElement);
}

function answerOf(section) {
  return section.querySelector('.answer')?.textContent ?? '';
}

function apply(id, html) {
  const section = document.getElementById(id);
  if (!section) return;
  if (isInUse(section)) {
    waiting.set(id, html);
    return;
  }
  waiting.delete(id);
  if (section.innerHTML === html) return;
  const before = answerOf(section);
  section.innerHTML = html;
  const after = answerOf(section);
  if (after !== before) say(`${section.getAttribute('aria-label')}: ${after}`);
}

function say(text) {
  status.textContent = text;
}

function applyWaiting() {
  for (const [id, html] of waiting) apply(id, html);
}

document.addEventListener('focusout', () => setTimeout(applyWaiting));
document.addEventListener('toggle', () => setTimeout(applyWaiting), true);

const events = new EventSource('/dashboard/events');
let isLost = false;
events.addEventListener('section', ({ data }) => {
  const { id, html } = JSON.parse(data);
  apply(id, html);
});
events.addEventListener('over', () => location.reload());
events.addEventListener('open', () => {
  if (isLost) say('Up to date again');
  isLost = false;
});
events.addEventListener('error', () => {
  if (!isLost) say('Not up to date: the bot does not answer');
  isLost = true;
});
