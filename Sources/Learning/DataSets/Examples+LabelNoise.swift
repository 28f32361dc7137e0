import Compute

extension Examples {
  /// The examples with some labels replaced by others, drawn uniformly from all classes.
  ///
  /// - Parameters:
  ///   - share: the part of the labels that is drawn anew, from 0 to 1. One in `classes` of these
  ///     draws gives the label that was there before.
  ///   - classes: how many classes there are; targets are their numbers from 0.
  public func withLabelNoise(_ share: Double, classes: Int, key: Key) -> Examples {
    precondition((0...1).contains(share), "a share of labels lies between 0 and 1")
    let chosen = key.fold("chosen").permutation(count)
      .prefix(Int((share * Double(count)).rounded()))
    let labels = key.fold("labels").integers(count: count, in: 0..<classes)
    var targets = targets.elements
    for index in chosen { targets[index] = Float(labels[index]) }
    return Examples(inputs: inputs, targets: Tensor(targets, shape: self.targets.shape))
  }

  /// The first `count` examples.
  public func prefix(_ count: Int) -> Examples { split(at: count).0 }
}
