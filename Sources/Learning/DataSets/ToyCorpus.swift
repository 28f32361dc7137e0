/// Sentences of a small grammar with their labels and translations, in the place of web text for
/// the language models of UDL's chapter 12.
///
///     let sentences = ToyCorpus.sentences(count: 20_000, key: lab.key("corpus"))
///     sentences[0].words           // ["the", "train", "pulled", "into", "the", "station"]
public enum ToyCorpus {
  /// What kind of thing a word names.
  public enum Entity: Int, CaseIterable, Sendable { case none, person, place, organization }

  public enum Sentiment: Int, CaseIterable, Sendable { case negative, positive }

  public struct Sentence: Hashable, Sendable {
    /// 4 to 9 words, in small letters.
    public var words: [String]
    /// The entity that each word names.
    public var entities: [Entity]
    /// The judgement of a review, from its adjective or comparison; nil if it is none.
    public var sentiment: Sentiment?
    /// In a language like French: word for word, but with the gender of nouns and with adjectives
    /// after them.
    public var translation: [String]
  }

  /// `count` sentences: sentence i is that of `key.fold(i)`.
  public static func sentences(count: Int, key: Key) -> [Sentence] {
    (0..<count).map { sentence(key: key.fold($0)) }
  }

  /// One sentence.
  public static func sentence(key: Key) -> Sentence {
    var writer = Writer(key: key)
    writer.write()
    var sentence = writer.sentence
    sentence.translation = contracted(sentence.translation)
    return sentence
  }

  /// "le enfant" becomes "l'enfant", "à le" becomes "au", "ce enfant" becomes "cet enfant".
  private static func contracted(_ words: [String]) -> [String] {
    func startsWithVowel(_ word: String) -> Bool { "aeiouéèh".contains(word.prefix(1)) }
    var result: [String] = []
    for (index, word) in words.enumerated() {
      let next = index + 1 < words.count ? words[index + 1] : ""
      switch word {
      case "le" where startsWithVowel(next), "la" where startsWithVowel(next): result.append("l'")
      case "ce" where startsWithVowel(next): result.append("cet")
      case "le" where result.last == "à": result[result.count - 1] = "au"
      default: result.append(word)
      }
    }
    return result
  }

  /// All words in alphabetical order.
  public static let vocabulary: [String] = Set(lexicon.flatMap { $0.map(\.text) } + fixed.map(\.0))
    .sorted()

  /// All words of translations in alphabetical order.
  public static let translationVocabulary: [String] = Set(
    (lexicon.flatMap { $0.flatMap { $0.forms } } + fixed.map(\.1) + ["l'", "cet", "au"])
      .flatMap(parts)
  ).sorted()

  static func parts(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

  // MARK: Words

  struct Word: Sendable {
    let text: String
    /// Masculine and feminine, where they differ; a noun's only form stands first.
    let forms: [String]
    var isFeminine = false
    var entity = Entity.none
    var sentiment: Sentiment?
  }

  private static func nouns(_ masculine: String, _ feminine: String) -> [Word] {
    func list(_ text: String, _ isFeminine: Bool) -> [Word] {
      pairs(text).map { Word(text: $0, forms: [$1], isFeminine: isFeminine) }
    }
    return list(masculine, false) + list(feminine, true)
  }

  /// "red=rouge old=ancien/ancienne": each word with its translation.
  private static func pairs(_ text: String) -> [(String, String)] {
    parts(text).map { item in
      let sides = item.split(separator: "=").map(String.init)
      return (sides[0], sides[1].replacing("_", with: " "))
    }
  }

  private static func words(_ text: String, _ sentiment: Sentiment? = nil) -> [Word] {
    pairs(text).map { english, french in
      Word(
        text: english, forms: french.split(separator: "/").map(String.init), sentiment: sentiment)
    }
  }

  private static func names(_ text: String, _ entity: Entity) -> [Word] {
    parts(text).map { Word(text: $0, forms: [$0], entity: entity) }
  }

  static let determiners = words("the=le/la a=un/une this=ce/cette every=chaque")
  static let people = nouns(
    "driver=conducteur child=enfant doctor=médecin boy=garçon guard=gardien baker=boulanger",
    "teacher=enseignante girl=fille singer=chanteuse nurse=infirmière")
  static let food = nouns(
    "bread=pain cake=gâteau tea=thé rice=riz cheese=fromage coffee=café",
    "soup=soupe salad=salade pie=tarte")
  static let vehicles = nouns("train=train bus=bus tram=tram", "")
  static let places = nouns(
    "platform=quai market=marché museum=musée harbour=port", "station=gare town=ville school=école")
  static let colors = words(
    "red=rouge old=ancien/ancienne small=petit/petite green=vert/verte long=long/longue")
  static let ages = words("old=ancien/ancienne small=petit/petite tall=grand/grande")
  static let judgements =
    words("wonderful=merveilleux/merveilleuse", .positive)
    + words("awful=affreux/affreuse", .negative)
  static let tastes =
    words("delicious=délicieux/délicieuse fresh=frais/fraîche", .positive)
    + words("stale=rassis/rassise cold=froid/froide", .negative)
  static let manners =
    words("friendly=aimable", .positive) + words("rude=grossier/grossière", .negative)
  static let sounds = words("quiet=calme", .positive) + words("noisy=bruyant/bruyante", .negative)
  static let likenesses =
    words("honey=miel heaven=ciel sunshine=soleil roses=roses", .positive)
    + words("socks=chaussettes mud=boue soap=savon dust=poussière", .negative)
  static let arrivals = words(
    "pulled=entra arrived=arriva stopped=s'arrêta waited=attendit")
  static let seeming = words("tasted=avait_le_goût smelled=avait_l'odeur")
  static let eating = words(
    "ate=mangea cooked=cuisina liked=aima bought=acheta sold=vendit made=fit")
  static let degrees = words("very=très really=vraiment so=si")
  static let times = words("today=aujourd'hui yesterday=hier slowly=lentement again=encore")
  static let persons = names("zara ana omar ben lena hugo", .person)
  static let organizations = names("chanel renault nokia siemens", .organization)
  static let towns = names("victoria paris geneva lyon", .place)
  static let doing = words("works=travaille studies=étudie waits=attend")
  static let amounts = words("great=grand much=beaucoup_de some=certain")
  static let virtues = words("courage=courage patience=patience time=temps hope=espoir")
  static let states = words(
    "weak=faible strong=fort happy=heureux sad=triste tired=fatigué young=jeune")

  private static let lexicon: [[Word]] = [
    determiners, people, food, vehicles, places, colors, ages, judgements, tastes, manners, sounds,
    likenesses, arrivals, seeming, eating, degrees, times, persons, organizations, towns, doing,
    amounts, virtues, states,
  ]

  /// Words that have one place each in the grammar.
  private static let fixed: [(String, String)] = [
    ("like", "de"), ("was", "était"), ("into", "dans"), ("at", "à"), ("near", "près_de"),
    ("in", "en"), ("with", "avec"), ("visited", "visita"), ("it", "il"), ("takes", "faut"),
    ("to", "pour"), ("let", "laisser"), ("yourself", "soi"), ("appear", "paraître"),
  ].map { ($0.0, $0.1.replacing("_", with: " ")) }

  // MARK: Grammar

  /// A sentence being written, each choice with a key of its own.
  private struct Writer {
    let key: Key
    private var choices = 0
    private(set) var sentence = Sentence(words: [], entities: [], sentiment: nil, translation: [])

    init(key: Key) { self.key = key }

    private mutating func below(_ count: Int) -> Int {
      choices += 1
      return key.fold(choices).integer(in: 0..<count)
    }

    private mutating func chance(_ probability: Double) -> Bool {
      choices += 1
      return key.fold(choices).uniform() < probability
    }

    private mutating func pick(_ words: [Word]) -> Word { words[below(words.count)] }

    private mutating func add(_ word: Word) {
      sentence.words.append(word.text)
      sentence.entities.append(word.entity)
      if let sentiment = word.sentiment { sentence.sentiment = sentiment }
    }

    private mutating func translate(_ text: String) { sentence.translation += parts(text) }

    private mutating func say(_ word: Word) {
      add(word)
      translate(word.forms[0])
    }

    private mutating func say(_ text: String) {
      let french = ToyCorpus.fixed.first { $0.0 == text }?.1 ?? text
      say(Word(text: text, forms: [french]))
    }

    /// Determiner, perhaps adjective, noun: the adjective follows the noun in the translation, and
    /// both agree with it.
    private mutating func phrase(
      _ nouns: [Word], adjective: Double = 0, from adjectives: [Word] = colors
    ) -> Word {
      let noun = pick(nouns)
      func agreeing(_ word: Word) -> String {
        noun.isFeminine && word.forms.count > 1 ? word.forms[1] : word.forms[0]
      }
      let determiner = chance(0.55) ? determiners[0] : pick(determiners)
      add(determiner)
      translate(agreeing(determiner))
      guard chance(adjective) else {
        say(noun)
        return noun
      }
      let color = pick(adjectives)
      add(color)
      say(noun)
      translate(agreeing(color))
      return noun
    }

    mutating func write() {
      switch below(7) {
      case 0:
        // The train pulled into the station.
        _ = phrase(vehicles, adjective: 0.3)
        let verb = pick(arrivals)
        say(verb)
        say(verb.text == "pulled" ? "into" : chance(0.5) ? "at" : "near")
        _ = phrase(places)
        if chance(0.3) { say(pick(times)) }
      case 1:
        // The soup tasted like socks.
        _ = phrase(food, adjective: 0.3)
        say(pick(seeming))
        say("like")
        say(pick(likenesses))
      case 2:
        // This museum was very noisy.
        let (subject, fitting) = [
          (food, tastes), (places, sounds), (people, manners), (vehicles, sounds),
        ][below(4)]
        let noun = phrase(
          subject, adjective: 0.2, from: subject[0].text == people[0].text ? ages : colors)
        say("was")
        if chance(0.5) { say(pick(degrees)) }
        let judgement = pick(judgements + fitting)
        add(judgement)
        translate(judgement.forms[noun.isFeminine && judgement.forms.count > 1 ? 1 : 0])
      case 3:
        // The old baker sold a small cake today.
        _ = phrase(people, adjective: 0.3, from: ages)
        say(pick(eating))
        _ = phrase(food, adjective: 0.3)
        if chance(0.4) { say(pick(times)) }
      case 4:
        // It takes great courage to let yourself appear weak.
        for word in ["it", "takes"] { say(word) }
        say(pick(amounts))
        say(pick(virtues))
        for word in ["to", "let", "yourself", "appear"] { say(word) }
        say(pick(states))
      case 5:
        // Zara works at Chanel in Victoria.
        say(pick(persons))
        say(pick(doing))
        say(chance(0.6) ? "at" : "near")
        say(pick(organizations))
        say("in")
        say(pick(towns))
      default:
        // The girl visited the harbour with Omar.
        _ = phrase(people, adjective: 0.2, from: ages)
        say("visited")
        _ = phrase(places)
        say("with")
        say(pick(persons))
      }
    }
  }
}
