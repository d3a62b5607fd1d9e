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
  openAt(section, video);
  addEventListener("hashchange", () => openAt(section, video));
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
