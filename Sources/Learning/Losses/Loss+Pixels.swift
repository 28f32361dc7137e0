/// Losses of networks that give something for each pixel.
extension Loss {
  /// The mean over all pixels of -log softmax, from logits `[batch, classes, height, width]` and
  /// the classes' numbers `[batch, height, width]`: segmentation (UDL section 10.5.3).
  public static let pixelCrossEntropy = Loss("pixel cross-entropy", terms: segmentation)

  /// The mean over all pixels and channels of (f - y)².
  public static let pixelSquares = Loss("pixel squares") { outputs, targets in
    let count = outputs.shape.count / outputs.shape[0]
    let shape: Shape = [outputs.shape[0], count]
    return (outputs.reshaped(shape) - targets.reshaped(shape)).squared().mean([-1])
  }

  /// The mean of (f - y)² where the targets' last channel is 1, from outputs `[batch, channels,
  /// height, width]` and targets with a channel more: filling holes.
  public static let maskedPixelSquares = Loss("masked pixel squares") { outputs, targets in
    let channels = outputs.shape[1]
    let mask = targets.slice(1, channels..<(channels + 1))
    let squares = (outputs - targets.slice(1, 0..<channels)).squared() * mask
    return squares.sum([1, 2, 3]) / (mask.sum([1, 2, 3]) * Float(channels))
  }

  /// Segmentation and a further map at once (UDL section 9.3.6): the cross-entropy of all channels
  /// but the last, plus `weight` times the mean squared error of the last. Targets `[batch, 2,
  /// height, width]` hold the classes' numbers and the map.
  public static func segmentationAndMap(weight: Float) -> Loss {
    Loss("segmentation and map") { outputs, targets in
      let classes = outputs.shape[1] - 1
      let map = outputs.slice(1, classes..<(classes + 1))
      let squares = (map - targets.slice(1, 1..<2)).squared().mean([1, 2, 3])
      return segmentation(outputs.slice(1, 0..<classes), targets.slice(1, 0..<1))
        + weight * squares
    }
  }

  @Sendable private static func segmentation(_ outputs: Value, _ targets: Value) -> Value {
    let (batch, classes) = (outputs.shape[0], outputs.shape[1])
    let pixels = outputs.shape.count / classes
    return outputs.permuted([0, 2, 3, 1]).reshaped([pixels, classes])
      .crossEntropy(classes: targets.reshaped([pixels]))
      .reshaped([batch, pixels / batch]).mean([-1])
  }
}
