// The page's questions to the local Slack, as JSON over HTTP.

// What the server would not do; its message is a sentence for the person at the page.
class Refused extends Error {}

// Of which workspace this page is: empty for the first one, /in/T0NORTH for another.
export const here = location.pathname.match(/^\/in\/[A-Z0-9]+/)?.[0] ?? "";

async function asked(path, options) {
  let response;
  try {
    response = await fetch(here + path, options);
  } catch {
    throw new Refused("The local Slack does not answer. Is it still running?");
  }
  const answer = await response.json().catch(() => null);
  if (!response.ok) {
    throw new Refused(answer?.error ?? `The local Slack answered ${response.status}.`);
  }
  return answer;
}

export function get(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined);
  const written = new URLSearchParams(given).toString();
  return asked(written ? `${path}?${written}` : path, { headers: { Accept: "application/json" } });
}

export function post(path, body = {}) {
  return asked(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify(body),
  });
}
