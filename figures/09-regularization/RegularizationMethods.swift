import Lantern

/// What methods of regularization do: four mechanisms, several of which a method may combine.
struct RegularizationMethods: Figure {
  static let entry = Entry(
    "9.14", "Four reasons why regularization works",
    alt: """
      Four overlapping boxes. Explicit L2 regularization and early stopping only make the function \
      smoother; noise on inputs or outputs also counts as more data. Data augmentation, multi-task \
      learning and transfer learning only increase data. Ensembling and the Bayesian approach \
      combine models and make the function smoother; dropout does so and finds wider minima. \
      Implicit regularization and noise on weights only find wider minima.
      """, treatment: .diagram)

  enum Mechanism: String, CaseIterable, Codable, ParameterValue {
    case smoother, data, models, minima

    var caption: String {
      switch self {
      case .smoother: "Make function smoother"
      case .data: "Increase data"
      case .models: "Combine multiple models"
      case .minima: "Find wider minima"
      }
    }
  }

  enum Focus: String, CaseIterable, ParameterValue { case all, smoother, data, models, minima }

  @Parameter("Mechanism that stands out") var focus = Focus.all
  @Parameter("Methods that are shown", in: 0...12) var shown = 12

  /// A method, and what it does.
  struct Method: Codable, Sendable {
    var name: String
    var mechanisms: [Mechanism]
  }

  func compute(in lab: Lab) throws -> [Method] {
    [
      Method(name: "Explicit L2\nregularization", mechanisms: [.smoother]),
      Method(name: "Early\nstopping", mechanisms: [.smoother]),
      Method(name: "Apply noise\nto inputs", mechanisms: [.smoother, .data]),
      Method(name: "Apply noise\nto outputs\n(label smoothing)", mechanisms: [.smoother, .data]),
      Method(name: "Data\naugmentation", mechanisms: [.data]),
      Method(name: "Multi-task\nlearning", mechanisms: [.data]),
      Method(name: "Transfer\nlearning", mechanisms: [.data]),
      Method(name: "Ensembling", mechanisms: [.smoother, .models]),
      Method(name: "Bayesian\napproach", mechanisms: [.smoother, .models]),
      Method(name: "Dropout", mechanisms: [.smoother, .models, .minima]),
      Method(name: "Implicit\nregularization", mechanisms: [.minima]),
      Method(name: "Apply noise\nto weights", mechanisms: [.minima]),
    ]
  }

  func page(_ methods: [Method]) -> some Drawing {
    diagram(methods).padding(EdgeInsets(leading: 8, trailing: 8))
  }

  private func diagram(_ methods: [Method]) -> SetDiagram {
    var diagram = SetDiagram()
      .set(.smoother, Rect(x: 0, y: 0, width: 256, height: 236), .orange, isFaded(.smoother))
      .set(.data, Rect(x: 134, y: 14, width: 303, height: 110), .teal, isFaded(.data))
      .set(
        .models, Rect(x: 40, y: 134, width: 220, height: 115), .steel.mixed(with: .ground, 0.5),
        below: true, isFaded(.models))
      .set(
        .minima, Rect(x: 167, y: 145, width: 270, height: 97), .steel, below: true,
        isFaded(.minima))
    for method in methods.prefix(shown) {
      diagram = diagram.item(
        method.name, in: method.mechanisms.map(\.caption),
        isFaded: method.mechanisms.allSatisfy(isFaded))
    }
    return diagram
  }

  private func isFaded(_ mechanism: Mechanism) -> Bool {
    focus != .all && focus.rawValue != mechanism.rawValue
  }
}

extension SetDiagram {
  fileprivate func set(
    _ mechanism: RegularizationMethods.Mechanism, _ frame: Rect, _ tone: Tone, below: Bool = false,
    _ isFaded: Bool
  ) -> SetDiagram {
    set(
      mechanism.caption, frame: frame, tone, side: below ? .bottom : .top, isFaded: isFaded)
  }
}
