// Live progress: one event per change; when the job has ended the page is asked for again, in its final form.
"use strict";
const job = document.getElementById("job");
if (job && job.dataset.open === "1" && "EventSource" in window) {
  const words = JSON.parse(job.dataset.words);
  const state = document.getElementById("state");
  const said = document.getElementById("said");
  const bar = document.getElementById("progress");
  let announced = "";
  const source = new EventSource(job.dataset.events);
  source.addEventListener("job", (event) => {
    const now = JSON.parse(event.data);
    if (now.state !== "queued" && now.state !== "running") {
      source.close();
      location.reload();
      return;
    }
    const { stage, done, total, text } = now.progress;
    let words_now = words[now.state];
    if (now.state === "running" && stage) {
      words_now += ` : ${words[stage]}`;
    }
    if (words_now !== announced) { // a screen reader hears each stage once, not each paragraph
      announced = words_now;
      state.replaceChildren(Object.assign(document.createElement("strong"), { textContent: words_now }));
    }
    if (stage === "speak" && total) {
      bar.value = Math.round((90 * done) / total);
      bar.textContent = words.of.replace("{done}", done + 1).replace("{total}", total);
      said.textContent = text;
    } else if (stage === "encode" || stage === "publish") {
      bar.value = 95;
      said.textContent = "";
    }
  });
}

// Embed codes: one button copies; without a script the field can be selected and copied all the same.
for (const button of document.querySelectorAll("button.copy")) {
  const field = document.getElementById(button.dataset.of);
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
    } catch { // no https, or not allowed: as one did before
      field.select();
      document.execCommand("copy");
      button.focus();
    }
    document.getElementById("copied").textContent = button.dataset.done;
  });
}
