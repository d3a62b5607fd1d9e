"""One page of every kind of the hub: what is looked at by every test of all pages."""

HUB_PAGES = {
    "home": "",
    "prose": "about/",
    "search": "search/",
    "learning": "learning/",
    "guide": "guide-markup/",
    "codes": "guide-codes/",
    "landing": "standards/",
    "matrix": "competencies/",
    "course": "courses/standart-organizacii/",
    "lesson": "courses/standart-organizacii/zachem-standart/",
    "quiz": "courses/standart-organizacii/proverka-1/",
    "standard": "standards/gost-r-52888-2021/",
    "replaced": "standards/gost-r-52888-2013/",
    "toolkit": "toolkits/obshchestvennaya-proverka/",
    "form": "forms/list-proverki/",
    "programme": "programmes/pacientskie-nko-2022/",
    "activity": "activities/kruglye-stoly/",
    "competency": "competencies/ngo-management/",
    "cell": "competencies/ngo-management--patients/",
    "act": "acts/212-fz/",
    "term": "terms/sto/",
    "practice": "practices/zdravdon/",
    "organisation": "organisations/zdravdon/",
    "region": "regions/",
    "not-found": "404.html",
}
TINY_PAGES = {
    "webinar": "webinars/record/",
    "lesson-with-everything": "courses/demo/first/",
    "english": "en/standards/sto-1/",
}
