import Foundation
import Learning
import Testing

/// The text, graph, game and table sets.
@Suite struct TextAndGraphTests {
  static let corpus = ToyCorpus.sentences(count: 20_000, key: Key(seed: 4))

  @Test func corpusIsAPureFunctionOfItsKey() {
    let key = Key(seed: 4)
    #expect(ToyCorpus.sentences(count: 50, key: key) == Array(Self.corpus.prefix(50)))
    #expect(ToyCorpus.sentences(count: 50, key: key.fold("other")) != Array(Self.corpus.prefix(50)))
  }

  @Test func sentencesHaveFourToNineKnownWords() {
    let english = Set(ToyCorpus.vocabulary)
    let french = Set(ToyCorpus.translationVocabulary)
    #expect(abs(english.count - 120) <= 10, "\(english.count) words")
    var seen = Set<String>()
    for sentence in Self.corpus {
      #expect((4...9).contains(sentence.words.count), "\(sentence.words)")
      #expect(sentence.words.count == sentence.entities.count)
      #expect(sentence.words.allSatisfy(english.contains))
      #expect(sentence.translation.allSatisfy(french.contains), "\(sentence.translation)")
      seen.formUnion(sentence.words)
    }
    #expect(seen == english, "never said: \(english.subtracting(seen))")
  }

  /// It can say the book's sentences (figures 12.10 to 12.13).
  @Test func corpusSaysTheBooksSentences() throws {
    func find(_ text: String) throws -> ToyCorpus.Sentence {
      try #require(
        Self.corpus.first { $0.words.joined(separator: " ") == text }, "never says: \(text)")
    }
    _ = try find("the train pulled into the station")
    _ = try find("it takes great courage to let yourself appear weak")
    let soup = try find("the soup tasted like socks")
    #expect(soup.sentiment == .negative)
    #expect(soup.translation.joined(separator: " ") == "la soupe avait le goût de chaussettes")
    let zara = try find("zara works at chanel in victoria")
    #expect(zara.entities == [.person, .none, .none, .organization, .none, .place])
    #expect(zara.sentiment == nil)
  }

  @Test func labelsFollowTheGrammar() {
    let reviews = Self.corpus.filter { $0.sentiment != nil }
    let positive = reviews.filter { $0.sentiment == .positive }.count
    #expect(reviews.count > 4000 && abs(Double(positive) / Double(reviews.count) - 0.5) < 0.05)
    for sentence in reviews {
      #expect(sentence.words.contains("was") || sentence.words.contains("like"))
    }
    // Adjectives follow their nouns in the translation and agree with them.
    let green = Self.corpus.filter { Array($0.words.prefix(3)) == ["the", "green", "soup"] }
    #expect(!green.isEmpty)
    for sentence in green {
      #expect(Array(sentence.translation.prefix(3)) == ["la", "soupe", "verte"])
    }
  }

  @Test func communitiesAreHomophilous() {
    let key = Key(seed: 5)
    let graph = CommunityGraph(key: key)
    #expect(graph == CommunityGraph(key: key) && graph != CommunityGraph(key: key.fold("other")))
    #expect(graph.graph.nodes == 200 && graph.labelled.count == 20)
    #expect(Set(graph.labelled).count == 20)
    // Expected edges: 2 · 100 · 99 / 2 · 0.08 inside and 100² · 0.008 between.
    #expect(abs(graph.graph.edges.count - 872) < 120, "\(graph.graph.edges.count)")
    #expect(abs(graph.homophily - 792 / 872) < 0.05, "\(graph.homophily)")
    let larger = CommunityGraph(nodes: 300, key: key).graph.edges
    #expect(larger.filter { $0[0] < 200 && $0[1] < 200 } == graph.graph.edges)
  }

  @Test func breakoutFollowsItsRules() {
    var game = MiniBreakout(key: Key(seed: 6))
    #expect(game.frame.shape == [20, 16] && game.frame.max().scalar == 1)
    var rewards = 0
    var ticks = 0
    while !game.isOver && ticks < 20_000 {
      let before = game
      // The paddle follows the ball.
      let action: MiniBreakout.Action =
        game.ball.column < game.paddle + 1
        ? .left : game.ball.column > game.paddle + 1 ? .right : .stay
      let reward = game.play(action)
      rewards += reward
      ticks += 1
      #expect(reward == 0 || reward == 1)
      #expect((0..<16).contains(game.ball.column) && (0..<20).contains(game.ball.row))
      #expect((0...13).contains(game.paddle))
      if reward == 0, game.lives == before.lives, game.ball.row < 18, before.ball.row < 18 {
        #expect(abs(game.ball.row - before.ball.row) == 1)
        #expect(abs(game.ball.column - before.ball.column) == 1)
      }
    }
    #expect(rewards == game.score && rewards > 20, "\(rewards)")
    // Who doesn't play loses three balls.
    var idle = MiniBreakout(key: Key(seed: 7))
    var lost = 0
    while !idle.isOver && lost < 10_000 {
      _ = idle.play(.left)
      lost += 1
    }
    #expect(idle.isOver && idle.play(.stay) == 0)
  }

  @Test func fallingBallsCanBeCaught() {
    for seed in 0..<50 {
      var game = CatchGame(key: Key(seed: seed))
      var away = game
      var reward = 0
      while !game.isOver {
        #expect(game.frame.shape == [10, 10])
        reward += game.play(
          game.column < game.paddle + 1 ? .left : game.column > game.paddle + 1 ? .right : .stay)
      }
      #expect(reward == 1)
      reward = 0
      while !away.isOver { reward += away.play(away.column < 5 ? .right : .left) }
      #expect(reward == -1)
    }
  }

  @Test func loansHaveTheirFrequencies() {
    for (group, repaid, weight) in [
      (0, false, 800.0), (0, true, 500), (1, false, 400), (1, true, 650),
    ] {
      let step = 0.001
      let scores = (0..<16_000).map { -8 + (Double($0) + 0.5) * step }
      let density = scores.map { LoanData.frequency($0, group: group, repaid: repaid) }
      #expect(abs(density.reduce(0, +) * step - weight) < 1e-3 * weight)
      // The closed form of rates against the sum of the curve beyond the threshold.
      let above = zip(scores, density).reduce(0) { $0 + ($1.0 > 0.3 ? $1.1 : 0) } * step / weight
      #expect(abs(above - LoanData.rate(above: 0.3, group: group, repaid: repaid)) < 1e-3)
    }
  }

  @Test func applicantsRepayByFourFeaturesOnly() throws {
    let people = LoanData.applicants(count: 8000, key: Key(seed: 8))
    #expect(people == LoanData.applicants(count: 8000, key: Key(seed: 8)))
    // The proxy tells the group, the last feature nothing.
    let signs = (0..<8000).map { people.features[$0, 4] > 0 ? 1 : 0 }
    #expect(zip(signs, people.groups).filter { $0 == $1 }.count > 7700)
    // A logistic model finds the true weights.
    let run = try Training(
      Dense(6, 1), loss: .binaryLogistic, on: people.examples, optimizer: .adam(0.05)
    ).run(steps: 400, key: Key(seed: 9), recordEvery: 400)
    for (weight, truth) in zip(run.fitted["weights"].doubles, LoanData.trueWeights) {
      #expect(abs(weight - truth) < 0.12, "\(run.fitted["weights"]) for \(LoanData.trueWeights)")
    }
    let repaid = [0, 1].map { group in
      let own = people.repaid.indices.filter { people.groups[$0] == group }
      return Double(own.filter { people.repaid[$0] == 1 }.count) / Double(own.count)
    }
    #expect(repaid[0] > repaid[1] + 0.05, "\(repaid)")
  }
}
