// Soli comportamenti usati. Niente loadFonts(): inietta uno <style>, che la politica dei contenuti vieta.
import Collapse from 'bootstrap-italia/dist/plugins/collapse.js';
import Dropdown from 'bootstrap-italia/dist/plugins/dropdown.js';
import Modal from 'bootstrap-italia/dist/plugins/modal.js';
import NavBarCollapsible from 'bootstrap-italia/dist/plugins/navbar-collapsible.js';
import Tab from 'bootstrap-italia/dist/plugins/tab.js';
import 'bootstrap-italia/dist/plugins/init.js';

window.bootstrap = { Collapse, Dropdown, Modal, NavBarCollapsible, Tab };
