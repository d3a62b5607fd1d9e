/* Before the first paint: says that scripts run, and applies the colours that the reader chose here before. */
(function () {
  var root = document.documentElement;
  root.className = "js";
  try {
    var theme = localStorage.getItem("hub:theme");
    if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  } catch (error) {
    /* storage is forbidden: the system's colours stay */
  }
})();
