internal import Documents

/// A document with a place in it that is open, so that values can be tried there.
///
/// It is a value and no closure: of closures within closures the optimiser makes a copy for every depth.
struct DocumentHole {
  private var frames: [Frame] = []

  /// An array or object around the place, and which of its values the place is in.
  enum Frame {
    case member([(String, Node)], Int)
    case item([Node], Int)
  }

  /// The place within the value of this one.
  func inside(_ frame: Frame) -> DocumentHole {
    var hole = self
    hole.frames.append(frame)
    return hole
  }

  /// The whole document with a value at the place.
  func filled(with value: Node) -> Node {
    var value = value
    for frame in frames.reversed() {
      switch frame {
      case .member(var members, let place):
        members[place].1 = value
        value = .object(members)
      case .item(var items, let place):
        items[place] = value
        value = .array(items)
      }
    }
    return value
  }
}
