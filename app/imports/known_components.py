"""The components that the words of a ticket are searched for: what they are and what people call them.

Where endoflife.date has the product, the vendor is the one it gets there and the name one of its names or aliases, so
that both imports can speak of one component.
"""

from dataclasses import dataclass

from app.domain.vocabulary import ComponentKind

APPLICATION = ComponentKind.application
SYSTEM = ComponentKind.operating_system
HARDWARE = ComponentKind.hardware


@dataclass(frozen=True, slots=True)
class KnownComponent:
    """`words` is the pattern, without regard to case, of what people write for it; `runs` names the operating system
    of a device, whose version is often written behind the device ("iPhone 4S (5.0.1)")."""

    vendor: str
    name: str
    kind: ComponentKind
    words: str
    runs: str | None = None
    aliases: tuple[str, ...] = ()


TITANIUM_SDK = "Titanium SDK"
ALLOY = "Alloy"

PROGRAMS = (
    KnownComponent(
        "Appcelerator",
        TITANIUM_SDK,
        APPLICATION,
        r"(?:ti(?:tanium)?[ .-]*(?:mob(?:ile)?|bb|blackberry)?|mobile|mob|timob|appc(?:elerator)?)[ .-]*sdks?|ti ?mob"
        r"|(?<!ios )(?<!iphone )(?<!ipad )(?<!android )(?<!google )(?<!blackberry )(?<!bb )(?<!bb10 )(?<!native )"
        r"(?<!ndk )(?<!windows )(?<!phone )(?<!facebook )(?<!java )(?<!playbook )(?<!wp8 )(?<!tizen )(?<!base )sdks?",
        aliases=("Titanium Mobile SDK", "Ti SDK"),
    ),
    KnownComponent(
        "Appcelerator",
        "Titanium Studio",
        APPLICATION,
        r"(?:(?:ti(?:tanium)?|appc(?:el(?:erator)?)?|axway)[ .-]*)?studio",
        aliases=("Appcelerator Studio",),
    ),
    KnownComponent(
        "Appcelerator",
        "Appcelerator CLI",
        APPLICATION,
        r"(?:appc(?:elerator)?|app) cli(?! npm)|appc (?:cli )?core|appc-cli",
        aliases=("Appc CLI",),
    ),
    KnownComponent(
        "Appcelerator",
        "Appcelerator CLI installer",
        APPLICATION,
        r"appc(?:elerator)?[ -](?:cli )?npm|npm appc",
        aliases=("Appc NPM",),
    ),
    KnownComponent(
        "Appcelerator",
        "Titanium CLI",
        APPLICATION,
        r"ti(?:tanium)?[ -]*cli|titanium(?=\s*[:-]\s*\d)"
        r"|(?<!appc )(?<!app )(?<!appcelerator )(?<!appc-)(?<!alloy )(?<!acs )cli",
        aliases=("Ti CLI",),
    ),
    KnownComponent("Appcelerator", ALLOY, APPLICATION, r"alloy(?: cli)?"),
    KnownComponent("Appcelerator", "Titanium Code Processor", APPLICATION, r"(?:ti(?:tanium)?[ -])?code[ -]?processor"),
    KnownComponent("Appcelerator", "ACS CLI", APPLICATION, r"acs(?: cli)?"),
    KnownComponent("Appcelerator", "Arrow", APPLICATION, r"(?:node[ -])?arrow(?: cli)?"),
    KnownComponent("Appcelerator", "LiveView", APPLICATION, r"liveview"),
    KnownComponent("Apple", "Xcode", APPLICATION, r"xcode"),
    KnownComponent("Android", "Android NDK", APPLICATION, r"(?:android )?ndk"),
    KnownComponent("Nodejs", "Node.js", APPLICATION, r"node(?:\.?js)?"),
    KnownComponent("npm", "npm", APPLICATION, r"(?<!appc )(?<!appc-)(?<!cli )(?<!appcelerator )npm"),
    KnownComponent("Oracle", "JDK", APPLICATION, r"(?:oracle |sun )?(?:java|jdk)(?: jdk| se)?", aliases=("Java",)),
    KnownComponent("Google", "Chrome", APPLICATION, r"(?:google )?chrome"),
    KnownComponent("Mozilla", "Firefox", APPLICATION, r"(?:mozilla )?(?:firefox|ff(?= ?\d))"),
    KnownComponent("Apple", "Safari", APPLICATION, r"(?<!mobile )safari"),
    KnownComponent("Microsoft", "Internet Explorer", APPLICATION, r"internet explorer|ie(?= ?\d)"),
)

MAC_NAMES = {
    "snow leopard": "10.6",
    "mountain lion": "10.8",
    "montain lion": "10.8",
    "lion": "10.7",
    "mavericks": "10.9",
    "maverick": "10.9",
    "yosemite": "10.10",
    "el capitan": "10.11",
    "sierra": "10.12",
    "high sierra": "10.13",
    "mojave": "10.14",
    "catalina": "10.15",
}
"""Apple's names of its releases, and the version each is."""

HOSTS = (
    KnownComponent(
        "Apple",
        "macOS",
        SYSTEM,
        r"mac ?os(?: ?x)?|os ?x|mac|" + "|".join(sorted(MAC_NAMES, key=len, reverse=True)),
        aliases=("Mac OS X", "OS X"),
    ),
    KnownComponent("Microsoft", "Windows", SYSTEM, r"windows(?! phone)(?! mobile)|win(?=[ -]?(?:\d|xp|vista))"),
    KnownComponent("Canonical", "Ubuntu", SYSTEM, r"ubuntu"),
)

TARGETS = (
    KnownComponent("Apple", "iOS", SYSTEM, r"(?:ios|iphone os)(?: sdk| version)?", aliases=("iPhone OS",)),
    KnownComponent("Google", "Android", SYSTEM, r"android(?: os| sdk version| version)?"),
    KnownComponent("BlackBerry", "BlackBerry 10", SYSTEM, r"(?:bb|blackberry)(?: ?10)? os", aliases=("BB10",)),
    KnownComponent("Microsoft", "Windows Phone", SYSTEM, r"windows phone|wp(?=[ -]?\d)"),
)


def _phone(vendor: str, name: str, words: str, runs: str) -> KnownComponent:
    return KnownComponent(vendor, name, HARDWARE, words, runs)


DEVICES = (
    KnownComponent(
        "Apple",
        "iOS Simulator",
        APPLICATION,
        r"(?:(?:ios|iphone|ipad)[ -]*)+(?:\(?retina\)? )?sim(?:ulator)?s?"
        r"|(?<!bb )(?<!blackberry )(?<!z10 )(?<!q10 )(?<!phone )sim(?:ulator)?(?=[ :(v]{1,4}[3-9]\.\d)"
        r"|(?<=\d )sim(?:ulator)?",
        "iOS",
    ),
    KnownComponent("Google", "Android Emulator", APPLICATION, r"(?:android[ -]*)?emulators?", "Android"),
    KnownComponent(
        "BlackBerry",
        "BlackBerry 10 Simulator",
        APPLICATION,
        r"(?:[zq]10 )?(?:(?:bb|blackberry)(?:10)? )?(?:[zq]10 )?sim(?:ulator)?(?=[ :v]{1,4}10\.\d)",
        "BlackBerry 10",
    ),
    _phone("Apple", "iPhone 3G", r"iphone ?3g(?!s)", "iOS"),
    _phone("Apple", "iPhone 3GS", r"iphone ?3 ?gs", "iOS"),
    _phone("Apple", "iPhone 4S", r"iphone ?4 ?s", "iOS"),
    _phone("Apple", "iPhone 4", r"iphone ?4(?!\.?\d|s)", "iOS"),
    _phone("Apple", "iPhone 5s", r"iphone ?5 ?s", "iOS"),
    _phone("Apple", "iPhone 5c", r"iphone ?5 ?c", "iOS"),
    _phone("Apple", "iPhone 5", r"iphone ?5(?!\.?\d|[sc])", "iOS"),
    _phone("Apple", "iPhone 6s Plus", r"iphone ?6 ?s (?:plus|\+)", "iOS"),
    _phone("Apple", "iPhone 6s", r"iphone ?6 ?s(?! ?(?:plus|\+))", "iOS"),
    _phone("Apple", "iPhone 6 Plus", r"iphone ?6 ?(?:plus|\+)", "iOS"),
    _phone("Apple", "iPhone 6", r"iphone ?6(?!\.?\d|[s+])(?! ?(?:plus|\+|s))", "iOS"),
    _phone("Apple", "iPhone 7 Plus", r"iphone ?7 ?(?:plus|\+)", "iOS"),
    _phone("Apple", "iPhone 7", r"iphone ?7(?!\.?\d|\+)(?! ?(?:plus|\+))", "iOS"),
    _phone("Apple", "iPhone 8", r"iphone ?8(?!\.?\d|\+)(?! ?(?:plus|\+))", "iOS"),
    _phone("Apple", "iPhone X", r"iphone ?x(?![rs])\b", "iOS"),
    _phone("Apple", "iPad mini", r"ipad ?mini(?: ?\d(?!\.?\d))?", "iOS"),
    _phone("Apple", "iPad Air", r"ipad ?air(?: ?\d(?!\.?\d))?", "iOS"),
    _phone("Apple", "iPad Pro", r"ipad ?pro", "iOS"),
    _phone("Apple", "iPad 2", r"ipad ?2(?!\.?\d)", "iOS"),
    _phone("Apple", "iPad 3", r"ipad ?3(?!\.?\d)(?: ?4g)?|ipad 3rd gen\w*", "iOS"),
    _phone("Apple", "iPad 4", r"ipad ?4(?!\.?\d)|ipad 4th gen\w*", "iOS"),
    _phone("Apple", "iPad", r"ipad(?: ?1(?!\.?\d))?(?! ?(?:mini|air|pro|[2-9](?!\.?\d)|sim|retina))", "iOS"),
    _phone(
        "Apple", "iPod touch", r"ipod ?touch ?\d?(?!\.?\d)|ipod(?: ?touch)?(?: ?\d(?:st|nd|rd|th)(?: gen\w*)?)?", "iOS"
    ),
    _phone("Apple", "iPhone", r"iphone(?! ?(?:[3-8](?!\.?\d)|[3-8] ?[gsc]|x\b|os|sim|retina|ios))", "iOS"),
    _phone("Google", "Nexus One", r"nexus ?(?:one|1)(?!\.?\d)", "Android"),
    _phone("Google", "Nexus S", r"nexus ?s\b", "Android"),
    _phone("Google", "Galaxy Nexus", r"galaxy nexus", "Android"),
    _phone("Google", "Nexus 4", r"nexus ?4(?!\.?\d)", "Android"),
    _phone("Google", "Nexus 5X", r"nexus ?5x", "Android"),
    _phone("Google", "Nexus 5", r"nexus ?5(?!\.?\d|x)", "Android"),
    _phone("Google", "Nexus 6P", r"nexus ?6p", "Android"),
    _phone("Google", "Nexus 6", r"nexus ?6(?!\.?\d|p)", "Android"),
    _phone("Google", "Nexus 7", r"nexus ?7(?!\.?\d)(?: tab(?:let)?)?", "Android"),
    _phone("Google", "Nexus 10", r"nexus ?10(?!\.?\d)", "Android"),
    _phone("Google", "Pixel", r"(?:google )?pixel(?= \(|:| - |,| android| os)", "Android"),
    _phone("HTC", "Dream", r"(?:htc )?g1(?!\w)", "Android"),
    _phone("HTC", "Desire Z", r"(?:htc )?g2(?!\w)", "Android"),
    _phone("HTC", "Evo", r"htc evo(?: 4g)?", "Android"),
    _phone("HTC", "Desire", r"htc desire(?: [a-z](?!\w))?", "Android"),
    _phone("LG", "Optimus Black", r"lg[ -]?p970", "Android"),
    _phone("LG", "Revolution", r"lg vs ?910(?: 4g)?", "Android"),
    _phone("LG", "G-Slate", r"lg (?:g-)?slate", "Android"),
    _phone("Motorola", "Droid", r"(?:motorola )?droid(?: ?1)?(?! ?(?:[2-9](?!\.?\d)|x|razr))", "Android"),
    _phone("Motorola", "Droid 2", r"(?:motorola )?droid ?2(?!\.?\d)", "Android"),
    _phone("Motorola", "Droid 3", r"(?:motorola )?droid ?3(?!\.?\d)", "Android"),
    _phone("Motorola", "Droid X", r"(?:motorola )?droid ?x", "Android"),
    _phone("Motorola", "Xoom", r"(?:motorola )?xoom", "Android"),
    _phone("Samsung", "Galaxy Note", r"(?:samsung )?galaxy note(?! ?[2-9i](?!\.?\d))|samsung note", "Android"),
    _phone("Samsung", "Galaxy Tab", r"(?:samsung )?galaxy tab(?: ?(?:2|10\.1|7)(?!\.?\d))?|samsung tab", "Android"),
    _phone("Samsung", "Galaxy S Duos", r"(?:samsung )?galaxy s duos", "Android"),
    _phone("Samsung", "Galaxy S II", r"(?:samsung )?galaxy ?s ?(?:2(?!\.?\d)|ii(?!i))", "Android"),
    _phone("Samsung", "Galaxy S III", r"(?:samsung )?galaxy ?s? ?(?:3(?!\.?\d)|iii)", "Android"),
    _phone("Samsung", "Galaxy S4", r"(?:samsung )?galaxy ?s ?4(?!\.?\d)", "Android"),
    _phone("Samsung", "Galaxy S5", r"(?:samsung )?galaxy ?s ?5(?!\.?\d)", "Android"),
    _phone("BlackBerry", "Z10", r"(?:(?:bb|blackberry)[ -]?)?z10(?: device)?", "BlackBerry 10"),
    _phone("BlackBerry", "Q10", r"(?:(?:bb|blackberry)[ -]?)?q10(?: device)?", "BlackBerry 10"),
)

KNOWN_COMPONENTS = (*PROGRAMS, *HOSTS, *TARGETS, *DEVICES)
"""Every component that a configuration can name; names are unique."""
