/* Before the first paint: says that scripts run, and applies the settings of reading that were chosen here before. */
(function () {
  var root = document.documentElement;
  var names = ["size", "theme", "lines", "letters", "width", "images", "motion"]; // as in settings.js

  function apply() {
    var kept = {};
    try {
      kept = JSON.parse(localStorage.getItem("hub:settings")) || {};
      kept.theme = kept.theme || localStorage.getItem("hub:theme"); // how colours were kept before there were settings
    } catch (error) {
      /* damaged, or storage is forbidden: the page is as it is for everybody */
    }
    names.forEach(function (name) {
      if (/^[a-z0-9]+$/.test(kept[name] || "")) root.dataset[name] = kept[name];
      else delete root.dataset[name];
    });
  }

  root.className = "js";
  apply();
  addEventListener("storage", function (event) {
    if (event.key === "hub:settings" || event.key === null) apply(); // chosen in another window
  });
  addEventListener("pageshow", function (event) {
    if (event.persisted) apply(); // chosen before the browser brought this page back
  });
})();
