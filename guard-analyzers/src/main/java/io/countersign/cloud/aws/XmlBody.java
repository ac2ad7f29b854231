package io.countersign.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.StringReader;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An XML body as the parameters that it stands for. A repeated element is put under its plural too,
 * since the models name lists in the plural. Document types and entities are not read.
 */
final class XmlBody {

  private static final int MAX_DEPTH = 32;

  private XmlBody() {}

  /** Root element and its children side by side; empty when the text is not XML. */
  static Optional<ObjectNode> read(String text) {
    if (!text.stripLeading().startsWith("<")) {
      return Optional.empty();
    }
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text));
      while (reader.hasNext()) {
        if (reader.next() == XMLStreamConstants.START_ELEMENT) {
          String root = reader.getLocalName();
          JsonNode content = element(reader, 0);
          ObjectNode parameters = JsonNodeFactory.instance.objectNode();
          if (content instanceof ObjectNode object) {
            parameters.setAll(object);
          }
          parameters.set(root, content);
          return Optional.of(parameters);
        }
      }
    } catch (XMLStreamException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static JsonNode element(XMLStreamReader reader, int depth) throws XMLStreamException {
    if (depth > MAX_DEPTH) {
      throw new XMLStreamException("too deep");
    }
    StringBuilder text = new StringBuilder();
    ObjectNode children = JsonNodeFactory.instance.objectNode();
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        String name = reader.getLocalName();
        add(children, name, element(reader, depth + 1));
      } else if (event == XMLStreamConstants.CHARACTERS) {
        text.append(reader.getText());
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        return children.isEmpty() ? leaf(text.toString()) : children;
      }
    }
    throw new XMLStreamException("no end");
  }

  private static JsonNode leaf(String text) {
    return text.isBlank() ? JsonNodeFactory.instance.objectNode() : TextNode.valueOf(text.strip());
  }

  private static void add(ObjectNode parent, String name, JsonNode value) {
    // <Changes><Change/></Changes>: the inner name only says that it is one of a list.
    // Each element is there twice, under its name and under its plural.
    boolean wrapper =
        value.isObject() && value.size() == 2 && singular(name, value.fieldNames().next());
    JsonNode plain = wrapper ? value.elements().next() : value;
    for (String key : new String[] {name, name + "s"}) {
      JsonNode before = parent.path(key);
      if (before.isMissingNode()) {
        parent.set(key, plain);
      } else if (before.isArray()) {
        ((ArrayNode) before).add(plain);
      } else {
        parent.set(key, JsonNodeFactory.instance.arrayNode().add(before).add(plain));
      }
    }
  }

  private static boolean singular(String list, String one) {
    return one.equals("member") || list.equals(one + "s") || list.equals(one + "es");
  }
}
