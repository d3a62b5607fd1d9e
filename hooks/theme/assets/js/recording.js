/** A recording: chapters and times of the transcript lead into the video; without one they lead to their own place. */

/** Make one recording work. */
export function mount(section) {
  const video = section.querySelector("video");
  for (const link of section.querySelectorAll("[data-at]")) {
    link.addEventListener("click", (event) => {
      if (!video) return;
      event.preventDefault();
      history.replaceState(null, "", link.hash);
      seek(video, Number(link.dataset.at));
      video.play().catch(() => {}); // a browser may want another click
      video.scrollIntoView({ block: "nearest" });
    });
  }
  if (video && section.dataset.to) keepInside(section, video);
  openAt(section, video);
  addEventListener("hashchange", () => openAt(section, video));
}

/** Pure: the nearest place inside a part of a recording; a browser seeks a little beside what it is told. */
export function inside(seconds, from, to) {
  if (seconds < from - 0.3) return from;
  return seconds > to + 0.3 ? to : seconds;
}

/** Keep a video inside the part that a lesson shows: it stops at the end, and starts anew from the beginning. */
function keepInside(section, video) {
  const [from, to] = [Number(section.dataset.from), Number(section.dataset.to)];
  const status = section.querySelector("[data-clip-status]");
  video.addEventListener("seeking", () => {
    const place = inside(video.currentTime, from, to);
    if (place !== video.currentTime) video.currentTime = place;
  });
  video.addEventListener("play", () => {
    status.textContent = "";
    if (video.currentTime >= to - 0.1 || video.currentTime < from - 0.3) video.currentTime = from;
  });
  // The address of the file names the end too, so a browser that knows such addresses stops by itself.
  video.addEventListener("timeupdate", () => video.currentTime >= to && !video.paused && video.pause());
  video.addEventListener("pause", () => {
    if (video.currentTime >= to - 0.1) status.textContent = section.dataset.over;
  });
}

/** Show the place that the address names: unfold what hides it, and wait in the video at its time. */
function openAt(section, video) {
  const place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!place || !section.contains(place) || place === section) return;
  const folded = place.closest("details");
  if (folded && !folded.open) {
    folded.open = true;
    place.scrollIntoView();
  }
  const at = place.querySelector("[data-at]")?.dataset.at;
  if (video && at) seek(video, Number(at));
}

function seek(video, seconds) {
  if (video.readyState) video.currentTime = seconds;
  else video.addEventListener("loadedmetadata", () => (video.currentTime = seconds), { once: true });
  if (!video.readyState) video.load();
}
