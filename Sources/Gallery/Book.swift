/// What the figures of a program belong to: its title, its author and the titles of its chapters.
public struct Book: Hashable, Sendable {
  /// The title, as the index has it.
  public var title: String
  /// Who wrote it; may be empty.
  public var author: String
  /// The title of each chapter by its number, of each appendix by its letter.
  public var chapters: [String: String]

  /// - Parameter chapters: the titles by number or letter; none are needed.
  public init(title: String, author: String = "", chapters: [String: String] = [:]) {
    self.title = title
    self.author = author
    self.chapters = chapters
  }

  /// S. J. D. Prince, *Understanding Deep Learning*, MIT Press, 2023.
  public static let understandingDeepLearning = Book(
    title: "Understanding Deep Learning", author: "Simon J. D. Prince",
    chapters: [
      "1": "Introduction", "2": "Supervised learning", "3": "Shallow neural networks",
      "4": "Deep neural networks", "5": "Loss functions", "6": "Fitting models",
      "7": "Gradients and initialization", "8": "Measuring performance", "9": "Regularization",
      "10": "Convolutional networks", "11": "Residual networks", "12": "Transformers",
      "13": "Graph neural networks", "14": "Unsupervised learning",
      "15": "Generative adversarial networks", "16": "Normalizing flows",
      "17": "Variational autoencoders", "18": "Diffusion models", "19": "Reinforcement learning",
      "20": "Why does deep learning work?", "21": "Deep learning and ethics", "A": "Notation",
      "B": "Mathematics", "C": "Probability",
    ])

  /// The heading of a chapter: `Chapter 6` or `Appendix C`.
  func name(ofChapter chapter: String) -> String {
    (Int(chapter) == nil ? "Appendix " : "Chapter ") + chapter
  }
}
