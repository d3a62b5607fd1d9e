/* Before the first paint: says that scripts run, and applies the settings of reading that were chosen here before. */
(function () {
  var root = document.documentElement;
  root.className = "js";
  try {
    var kept = JSON.parse(localStorage.getItem("hub:settings") || "{}");
    var theme = localStorage.getItem("hub:theme"); // how the colours were kept before there were settings
    if (theme && !kept.theme) kept.theme = theme;
    ["size", "theme", "lines", "letters", "width", "images", "motion"].forEach(function (name) {
      if (/^[a-z0-9]+$/.test(kept[name] || "")) root.dataset[name] = kept[name];
    });
  } catch (error) {
    /* damaged, or storage is forbidden: the page is as it is for everybody */
  }
})();
